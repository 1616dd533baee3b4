import type { Metric } from './experiment';

/** What every experiment on two-scale fields measures on its test images. */
export const twoScaleMetrics: readonly [Metric, ...Metric[]] = [
  { name: 'accuracy', label: 'test accuracy', better: 'higher', headline: true },
  { name: 'loss', label: 'test loss', better: 'lower', headline: true },
  { name: 'fineAccuracy', label: 'fine accuracy', better: 'higher' },
  { name: 'coarseAccuracy', label: 'coarse accuracy', better: 'higher' },
];
