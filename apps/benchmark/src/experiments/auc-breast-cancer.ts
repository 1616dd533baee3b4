import type { BreastCancerConfig } from '../tasks/auc-table/config';
import { aucBreastCancerReference } from './auc-breast-cancer.reference';
import { aucMetrics, perceptronTraining } from './auc-common';
import { defineExperiment } from './experiment';
import { grid } from './grid';

const learningRate = 0.5;

const arms = grid<BreastCancerConfig>(
  {
    'rate-0': { config: {} },
    'rate-0.9': { config: { rate: 0.9 }, against: ['rate-0', 'minibatch-64'], backdrop: true },
    'minibatch-64': { config: { minibatch: 64 }, against: ['rate-0'] },
    'cross-entropy-64': { config: { loss: 'cross-entropy', minibatch: 64 }, against: ['rate-0'] },
  },
  { learningRate: [0.02, 0.1, 0.5] },
  { own: { learningRate } },
);

export const aucBreastCancer = defineExperiment({
  name: 'auc-breast-cancer',
  title: 'ROC AUC on the breast cancer table',
  about:
    'Ten malignant among 190 benign tumors, with and without a mask over the scores of the pairwise sigmoid ROC ' +
    'AUC, and in minibatches: nearly separable classes, for which the reference found backdrop to do harm.',
  task: 'auc-table',
  revision: 1,
  metrics: aucMetrics,
  config: {
    ...perceptronTraining,
    table: 'breast-cancer',
    trainPositives: 10,
    trainNegatives: 190,
    learningRate,
  },
  arms,
  presets: {
    full: {
      about: 'full batch, mask, minibatches and the cross-entropy, each at three learning rates; 30 seeds',
      groups: [{ arms: Object.keys(arms), seeds: '100-129' }],
    },
    smoke: {
      about: 'a few steps, to see that everything runs',
      hidden: true,
      config: { steps: 4, evaluateEvery: 2 },
      groups: [{ arms: ['rate-0', 'rate-0.9', 'cross-entropy-64'], seeds: '100' }],
    },
  },
  reference: aucBreastCancerReference,
});
