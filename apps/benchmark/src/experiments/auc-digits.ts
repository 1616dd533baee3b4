import type { DigitsConfig } from '../tasks/auc-table/config';
import { aucMetrics, perceptronTraining } from './auc-common';
import { aucDigitsReference } from './auc-digits.reference';
import { defineExperiment } from './experiment';
import { grid } from './grid';

const learningRate = 0.1;
const learningRates = [0.02, 0.1, 0.5, 1.5];

const arms = grid<DigitsConfig>(
  {
    'rate-0': { config: {} },
    'rate-0.9': { config: { rate: 0.9 }, against: ['rate-0', 'minibatch-32'], backdrop: true },
    // Keeps as many samples as a minibatch of 32 has.
    'rate-0.968': { config: { rate: 0.968 }, against: ['rate-0', 'minibatch-32'], backdrop: true },
    'minibatch-32': { config: { minibatch: 32 }, against: ['rate-0'] },
    'cross-entropy-32': { config: { loss: 'cross-entropy', minibatch: 32 }, against: ['rate-0'] },
  },
  { learningRate: learningRates },
  { own: { learningRate } },
);

export const aucDigits = defineExperiment({
  name: 'auc-digits',
  title: 'ROC AUC on handwritten digits',
  about:
    'The digit 8 against the others, twenty 8s among a thousand digits, with masks over the scores of the pairwise ' +
    'sigmoid ROC AUC, in minibatches, and with the cross-entropy in minibatches: a case in which the reference found backdrop to do harm.',
  task: 'auc-table',
  revision: 1,
  metrics: aucMetrics,
  config: {
    ...perceptronTraining,
    table: 'digits',
    positiveDigit: 8,
    trainPositives: 20,
    trainNegatives: 980,
    learningRate,
  },
  arms,
  presets: {
    full: {
      about: 'two mask rates, minibatches and the cross-entropy, each at four learning rates; 30 seeds',
      groups: [{ arms: Object.keys(arms), seeds: '100-129' }],
    },
    smoke: {
      about: 'a few steps, to see that everything runs',
      hidden: true,
      config: { steps: 4, evaluateEvery: 2 },
      groups: [{ arms: ['rate-0', 'rate-0.968', 'minibatch-32', 'cross-entropy-32'], seeds: '100-101' }],
    },
  },
  reference: aucDigitsReference,
});
