import type { AucConfig } from '../tasks/auc/config';
import type { Metric } from './experiment';

/** What every experiment on the ROC AUC measures on its test samples: after the last step, and stopping at the best. */
export const aucMetrics: readonly [Metric, Metric] = [
  { name: 'auc', label: 'test AUC', better: 'higher', ceiling: 1, headline: true },
  { name: 'bestAuc', label: 'best of curve', better: 'higher', headline: true },
];

/** Plain training on the pairwise sigmoid ROC AUC, which treatments change: all samples in every step. */
export const plainAuc = {
  loss: 'auc',
  rate: 0,
  minibatch: null,
  momentum: 0.9,
  weightDecay: 0,
} satisfies Partial<AucConfig>;

/** The perceptron on the tables, and how long it is trained. */
export const perceptronTraining = { ...plainAuc, hidden: [64, 32], steps: 300, evaluateEvery: 10 };
