import type { Reference } from './experiment';
import { comparison } from './reference-comparison';

export const aucDigitsReference: Reference = {
  source: "PyTorch 1.13 with the authors' mask code, one core",
  arms: {
    'minibatch-32': { n: 12, seconds: 0.07, metrics: { auc: { mean: 0.9759, standardError: 0.0027 } } },
    'rate-0': {
      n: 12,
      metrics: {
        auc: { mean: 0.9783, standardError: 0.0025 },
        bestAuc: { mean: 0.9784, standardError: 0.0025 },
      },
    },
    'minibatch-32-lr-0.5': { n: 12, seconds: 0.07, metrics: { auc: { mean: 0.9481, standardError: 0.009 } } },
    'rate-0-lr-0.5': {
      n: 12,
      metrics: {
        auc: { mean: 0.9756, standardError: 0.0031 },
        bestAuc: { mean: 0.9769, standardError: 0.0028 },
      },
    },
    'minibatch-32-lr-1.5': {
      n: 12,
      seconds: 0.06,
      metrics: { auc: { mean: 0.8018, standardError: 0.0222 } },
    },
    'rate-0-lr-1.5': {
      n: 12,
      metrics: {
        auc: { mean: 0.9758, standardError: 0.0032 },
        bestAuc: { mean: 0.9762, standardError: 0.0031 },
      },
    },
    'rate-0.968': {
      n: 12,
      seconds: 0.33,
      metrics: {
        auc: { mean: 0.9693, standardError: 0.0049 },
        bestAuc: { mean: 0.9703, standardError: 0.0047 },
      },
    },
    'rate-0.968-lr-0.5': {
      n: 12,
      seconds: 0.33,
      metrics: {
        auc: { mean: 0.9656, standardError: 0.0056 },
        bestAuc: { mean: 0.9682, standardError: 0.0049 },
      },
    },
    'rate-0.968-lr-1.5': {
      n: 12,
      seconds: 0.29,
      metrics: {
        auc: { mean: 0.9289, standardError: 0.0198 },
        bestAuc: { mean: 0.9551, standardError: 0.0077 },
      },
    },
  },
  comparisons: [
    comparison('auc', 'minibatch-32', 'rate-0', 12, -0.0025, 0.0011, 0.0508, 0.064),
    comparison('auc', 'minibatch-32-lr-0.5', 'rate-0-lr-0.5', 12, -0.0275, 0.0092, 0.0121, 0.00342),
    comparison('auc', 'minibatch-32-lr-1.5', 'rate-0-lr-1.5', 12, -0.1739, 0.0241, 1.68e-5, 0.000488),
    comparison('auc', 'rate-0.968', 'rate-0', 12, -0.009, 0.0032, 0.017, 0.021),
    comparison('bestAuc', 'rate-0.968', 'rate-0', 12, -0.0081, 0.003, 0.0221, 0.021),
    comparison('auc', 'rate-0.968', 'minibatch-32', 12, -0.0065, 0.0037, 0.105, 0.176),
    comparison('auc', 'rate-0.968-lr-0.5', 'rate-0-lr-0.5', 12, -0.01, 0.0042, 0.038, 0.0269),
    comparison('bestAuc', 'rate-0.968-lr-0.5', 'rate-0-lr-0.5', 12, -0.0088, 0.004, 0.0491, 0.0342),
    comparison('auc', 'rate-0.968-lr-0.5', 'minibatch-32-lr-0.5', 12, 0.0175, 0.0107, 0.129, 0.11),
    comparison('auc', 'rate-0.968-lr-1.5', 'rate-0-lr-1.5', 12, -0.0469, 0.0196, 0.0359, 0.0122),
    comparison('bestAuc', 'rate-0.968-lr-1.5', 'rate-0-lr-1.5', 12, -0.0211, 0.0074, 0.0159, 0.00684),
    comparison('auc', 'rate-0.968-lr-1.5', 'minibatch-32-lr-1.5', 12, 0.1271, 0.0335, 0.00296, 0.00684),
  ],
};
