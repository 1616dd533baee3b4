import type { Metric } from './experiment';

/** What every experiment on the ROC AUC measures on its test samples: after the last step, and stopping at the best. */
export const aucMetrics: readonly [Metric, Metric] = [
  { name: 'auc', label: 'test AUC', better: 'higher', headline: true },
  { name: 'bestAuc', label: 'best of curve', better: 'higher', headline: true },
];
