import type { DiabetesConfig } from '../tasks/auc-table/config';
import { aucMetrics, perceptronTraining } from './auc-common';
import { aucDiabetesReference } from './auc-diabetes.reference';
import { defineExperiment } from './experiment';
import { grid } from './grid';

const learningRate = 0.5;

const tuned = grid<DiabetesConfig>(
  {
    'rate-0': { config: {} },
    'rate-0.5': { config: { rate: 0.5 }, against: ['rate-0'], backdrop: true },
    'rate-0.8': { config: { rate: 0.8 }, against: ['rate-0'], backdrop: true },
    'rate-0.9': { config: { rate: 0.9 }, against: ['rate-0'], backdrop: true },
  },
  { learningRate: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5] },
  { own: { learningRate } },
);

const single = grid<DiabetesConfig>({
  // Too much noise: of 10 positives, none is kept in 60 % of the steps.
  'rate-0.95': {
    config: { rate: 0.95 },
    against: ['rate-0', 'minibatch-64', 'minibatch-20'],
    backdrop: true,
  },
  'minibatch-64': { config: { minibatch: 64 }, against: ['rate-0'] },
  'minibatch-20': { config: { minibatch: 20 }, against: ['rate-0'] },
  'weight-decay-0.01': { config: { weightDecay: 0.01 }, against: ['rate-0'] },
});

export const aucDiabetes = defineExperiment({
  name: 'auc-diabetes',
  title: 'ROC AUC on the diabetes table',
  about:
    'A small multilayer perceptron maximizes the pairwise sigmoid ROC AUC of ten positives against 190 ' +
    "negatives, with and without a mask over the samples' scores, and in minibatches.",
  task: 'auc-table',
  revision: 2,
  metrics: aucMetrics,
  config: {
    ...perceptronTraining,
    table: 'diabetes',
    positiveQuantile: 0.8,
    trainPositives: 10,
    trainNegatives: 190,
    learningRate,
  },
  arms: {
    ...tuned,
    // At the experiment's own learning rate also compared with its rivals.
    'rate-0.9': {
      ...tuned['rate-0.9']!,
      against: ['rate-0', 'minibatch-64', 'minibatch-20', 'rate-0-lr-0.005'],
    },
    ...single,
  },
  presets: {
    quick: {
      about:
        'full batch, mask rate 0.9, minibatches of 64, and full batch at a small learning rate; 30 seeds',
      groups: [{ arms: ['rate-0', 'rate-0.9', 'minibatch-64', 'rate-0-lr-0.005'], seeds: '100-129' }],
    },
    full: {
      about:
        'four mask rates at seven learning rates, mask rate 0.95, minibatches and weight decay; 70 seeds',
      groups: [
        {
          arms: [...Object.keys(tuned), ...Object.keys(single)],
          seeds: '100-169',
        },
      ],
    },
    smoke: {
      about: 'a few steps, to see that everything runs',
      hidden: true,
      config: { steps: 6, evaluateEvery: 3 },
      groups: [{ arms: ['rate-0', 'rate-0.9', 'minibatch-20', 'weight-decay-0.01'], seeds: '100-102' }],
    },
  },
  reference: aucDiabetesReference,
});
