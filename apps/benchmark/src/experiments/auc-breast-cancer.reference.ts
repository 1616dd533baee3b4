import type { Reference } from './experiment';
import { comparison } from './reference-comparison';

export const aucBreastCancerReference: Reference = {
  source: "PyTorch 1.13 with the authors' mask code, one core",
  arms: {
    'minibatch-64': { n: 20, seconds: 0.15, metrics: { auc: { mean: 0.9906, standardError: 0.0008 } } },
    'rate-0': {
      n: 20,
      metrics: {
        auc: { mean: 0.9906, standardError: 0.0008 },
        bestAuc: { mean: 0.9911, standardError: 0.0007 },
      },
    },
    'rate-0.9': {
      n: 20,
      seconds: 0.21,
      metrics: {
        auc: { mean: 0.984, standardError: 0.0021 },
        bestAuc: { mean: 0.9856, standardError: 0.0019 },
      },
    },
  },
  comparisons: [
    comparison('auc', 'minibatch-64', 'rate-0', 20, -0.0, 0.0004, 0.945, 0.869),
    comparison('auc', 'rate-0.9', 'rate-0', 20, -0.0066, 0.0019, 0.00269, 0.00102),
    comparison('bestAuc', 'rate-0.9', 'rate-0', 20, -0.0055, 0.0016, 0.00282, 0.00331),
    comparison('auc', 'rate-0.9', 'minibatch-64', 20, -0.0066, 0.0019, 0.00257, 0.00102),
  ],
};
