import type { AucCifar10Config } from '../tasks/auc-cifar10/config';
import { aucMetrics, plainAuc } from './auc-common';
import { defineExperiment, noReference } from './experiment';
import { grid } from './grid';

const learningRate = 0.1;

const arms = grid<AucCifar10Config>(
  {
    'rate-0': { config: {} },
    'rate-0.5': { config: { rate: 0.5 }, against: ['rate-0', 'minibatch-100'], backdrop: true },
    'rate-0.9': { config: { rate: 0.9 }, against: ['rate-0', 'minibatch-100'], backdrop: true },
    'minibatch-100': { config: { minibatch: 100 }, against: ['rate-0'] },
    'cross-entropy-100': { config: { loss: 'cross-entropy', minibatch: 100 }, against: ['rate-0'] },
  },
  { learningRate: [0.01, 0.03, 0.1, 0.3] },
  { own: { learningRate } },
);

export const aucCifar10 = defineExperiment({
  name: 'auc-cifar10',
  title: 'ROC AUC on CIFAR-10, one class against the rest',
  about:
    'A small convolutional net tells automobiles from the other nine classes, thirty among a thousand training ' +
    'images: the pairwise sigmoid ROC AUC over all of them, with masks over their scores, in minibatches, and the ' +
    'cross-entropy in minibatches. All seeds share the test images, so that the standard errors leave out their sampling.',
  task: 'auc-cifar10',
  data: 'cifar-10',
  revision: 1,
  metrics: aucMetrics,
  config: {
    ...plainAuc,
    positiveClass: 'automobile',
    trainPositives: 30,
    trainNegatives: 970,
    testImages: 1000,
    filters: [8, 16, 32],
    steps: 100,
    learningRate,
    evaluateEvery: 20,
  },
  arms,
  presets: {
    full: {
      about: 'two mask rates, minibatches and the cross-entropy, each at four learning rates; 10 seeds',
      groups: [{ arms: Object.keys(arms), seeds: '100-109' }],
    },
    smoke: {
      about: 'a few steps on a few images, to see that everything runs',
      hidden: true,
      config: { trainPositives: 5, trainNegatives: 115, testImages: 20, steps: 2, evaluateEvery: 1 },
      groups: [{ arms: ['rate-0', 'rate-0.9', 'minibatch-100', 'cross-entropy-100'], seeds: '100' }],
    },
  },
  reference: noReference,
});
