import type { Reference } from './experiment';
import { comparison } from './reference-comparison';

export const aucNoisyDigitsReference: Reference = {
  source: "PyTorch 1.13 with the authors' mask code, one core; its noise is not on record",
  arms: {
    'cross-entropy-64': { n: 10, seconds: 0.1, metrics: { auc: { mean: 0.9527, standardError: 0.0054 } } },
    'rate-0': {
      n: 10,
      metrics: {
        auc: { mean: 0.9423, standardError: 0.0059 },
        bestAuc: { mean: 0.9546, standardError: 0.0053 },
      },
    },
    'minibatch-64': { n: 10, seconds: 0.12, metrics: { auc: { mean: 0.9328, standardError: 0.0085 } } },
    'minibatch-64-lr-0.5': {
      n: 10,
      seconds: 0.12,
      metrics: { auc: { mean: 0.9262, standardError: 0.0124 } },
    },
    'rate-0-lr-0.5': {
      n: 10,
      metrics: {
        auc: { mean: 0.9233, standardError: 0.0094 },
        bestAuc: { mean: 0.9519, standardError: 0.005 },
      },
    },
    'minibatch-64-lr-1.5': {
      n: 10,
      seconds: 0.12,
      metrics: { auc: { mean: 0.8577, standardError: 0.0123 } },
    },
    'rate-0-lr-1.5': {
      n: 10,
      metrics: {
        auc: { mean: 0.9178, standardError: 0.0107 },
        bestAuc: { mean: 0.9368, standardError: 0.0077 },
      },
    },
    'rate-0.9': {
      n: 10,
      seconds: 0.29,
      metrics: {
        auc: { mean: 0.9375, standardError: 0.0087 },
        bestAuc: { mean: 0.9577, standardError: 0.0042 },
      },
    },
    'rate-0.9-lr-0.5': {
      n: 10,
      seconds: 0.29,
      metrics: {
        auc: { mean: 0.9258, standardError: 0.0129 },
        bestAuc: { mean: 0.9567, standardError: 0.006 },
      },
    },
    'rate-0.9-lr-1.5': {
      n: 10,
      seconds: 0.29,
      metrics: {
        auc: { mean: 0.9159, standardError: 0.0124 },
        bestAuc: { mean: 0.9459, standardError: 0.0075 },
      },
    },
  },
  comparisons: [
    comparison('auc', 'cross-entropy-64', 'rate-0', 10, 0.0104, 0.0028, 0.0046, 0.002),
    comparison('auc', 'minibatch-64', 'rate-0', 10, -0.0095, 0.0045, 0.066, 0.064),
    comparison('auc', 'minibatch-64-lr-0.5', 'rate-0-lr-0.5', 10, 0.0028, 0.0111, 0.8, 1.0),
    comparison('auc', 'minibatch-64-lr-1.5', 'rate-0-lr-1.5', 10, -0.0601, 0.0187, 0.01, 0.02),
    comparison('auc', 'rate-0.9', 'rate-0', 10, -0.0048, 0.0045, 0.32, 0.56),
    comparison('bestAuc', 'rate-0.9', 'rate-0', 10, 0.0032, 0.0037, 0.41, 0.56),
    comparison('auc', 'rate-0.9', 'minibatch-64', 10, 0.0047, 0.005, 0.37, 0.43),
    comparison('auc', 'rate-0.9-lr-0.5', 'rate-0-lr-0.5', 10, 0.0025, 0.0106, 0.82, 0.56),
    comparison('bestAuc', 'rate-0.9-lr-0.5', 'rate-0-lr-0.5', 10, 0.0048, 0.0059, 0.43, 0.38),
    comparison('auc', 'rate-0.9-lr-0.5', 'minibatch-64-lr-0.5', 10, -0.0004, 0.0063, 0.95, 0.77),
    comparison('auc', 'rate-0.9-lr-1.5', 'rate-0-lr-1.5', 10, -0.0019, 0.0078, 0.81, 0.56),
    comparison('bestAuc', 'rate-0.9-lr-1.5', 'rate-0-lr-1.5', 10, 0.0091, 0.0053, 0.12, 0.13),
    comparison('auc', 'rate-0.9-lr-1.5', 'minibatch-64-lr-1.5', 10, 0.0581, 0.0206, 0.02, 0.027),
  ],
};
