import type { Reference } from './experiment';
import { comparison } from './reference-comparison';

// The number of seeds differs between cells; a comparison uses the seeds both arms had.
export const aucDiabetesReference: Reference = {
  source: "PyTorch 1.13 with the authors' mask code, one core",
  arms: {
    'rate-0': {
      n: 70,
      metrics: {
        auc: { mean: 0.8083, standardError: 0.0058 },
        bestAuc: { mean: 0.8759, standardError: 0.0016 },
      },
    },
    'rate-0.9': {
      n: 70,
      seconds: 0.18,
      metrics: {
        auc: { mean: 0.8385, standardError: 0.0038 },
        bestAuc: { mean: 0.8727, standardError: 0.0022 },
      },
    },
    'rate-0.95': {
      n: 50,
      seconds: 0.18,
      metrics: {
        auc: { mean: 0.8044, standardError: 0.0195 },
        bestAuc: { mean: 0.8652, standardError: 0.0022 },
      },
    },
    'rate-0.8': { n: 50, seconds: 0.19, metrics: { auc: { mean: 0.8206, standardError: 0.0049 } } },
    'rate-0.5': { n: 26, seconds: 0.18, metrics: { auc: { mean: 0.8076, standardError: 0.0108 } } },
    'minibatch-64': { n: 56, seconds: 0.13, metrics: { auc: { mean: 0.8063, standardError: 0.0064 } } },
    'minibatch-20': { n: 30, seconds: 0.1, metrics: { auc: { mean: 0.8395, standardError: 0.007 } } },
    'weight-decay-0.01': { n: 30, seconds: 0.14, metrics: { auc: { mean: 0.8245, standardError: 0.006 } } },
    'rate-0-lr-0.005': {
      n: 20,
      metrics: {
        auc: { mean: 0.8724, standardError: 0.0041 },
        bestAuc: { mean: 0.877, standardError: 0.0037 },
      },
    },
    'rate-0.9-lr-0.005': { n: 20, seconds: 0.17, metrics: { auc: { mean: 0.8715, standardError: 0.0038 } } },
    'rate-0-lr-0.01': { n: 20, metrics: { auc: { mean: 0.8667, standardError: 0.0048 } } },
    'rate-0.9-lr-0.01': { n: 20, seconds: 0.17, metrics: { auc: { mean: 0.8667, standardError: 0.0043 } } },
    'rate-0-lr-0.02': { n: 20, metrics: { auc: { mean: 0.849, standardError: 0.0063 } } },
    'rate-0.9-lr-0.02': { n: 20, seconds: 0.18, metrics: { auc: { mean: 0.8508, standardError: 0.0059 } } },
    'rate-0-lr-0.05': { n: 20, metrics: { auc: { mean: 0.8219, standardError: 0.0078 } } },
    'rate-0.9-lr-0.05': { n: 20, seconds: 0.17, metrics: { auc: { mean: 0.8329, standardError: 0.0062 } } },
    'rate-0-lr-0.1': { n: 20, metrics: { auc: { mean: 0.8113, standardError: 0.0088 } } },
    'rate-0.9-lr-0.1': { n: 20, seconds: 0.17, metrics: { auc: { mean: 0.8255, standardError: 0.0077 } } },
    'rate-0-lr-0.2': { n: 20, metrics: { auc: { mean: 0.8053, standardError: 0.0095 } } },
    'rate-0.9-lr-0.2': { n: 20, seconds: 0.17, metrics: { auc: { mean: 0.8187, standardError: 0.0112 } } },
  },
  comparisons: [
    comparison('auc', 'rate-0.9', 'rate-0', 70, 0.0302, 0.0056, 9.5e-7, 1.8e-6),
    comparison('bestAuc', 'rate-0.9', 'rate-0', 70, -0.0032, 0.0018, 0.0767, 0.17),
    comparison('auc', 'rate-0.9', 'minibatch-64', 56, 0.0321, 0.006, 1.9e-6, 9.1e-7),
    comparison('auc', 'rate-0.9', 'minibatch-20', 30, -0.0042, 0.0087, 0.636, 0.477),
    comparison('auc', 'minibatch-64', 'rate-0', 56, -0.0046, 0.0034, 0.176, 0.133),
    comparison('auc', 'minibatch-20', 'rate-0', 30, 0.0322, 0.01, 0.00301, 0.00256),
    comparison('auc', 'rate-0.95', 'rate-0', 50, -0.0067, 0.021, 0.752, 0.0157),
    comparison('bestAuc', 'rate-0.95', 'rate-0', 50, -0.0107, 0.0019, 5.9e-7, 1.7e-6),
    comparison('auc', 'rate-0.95', 'minibatch-64', 50, -0.0029, 0.0209, 0.891, 0.00198),
    comparison('auc', 'rate-0.95', 'minibatch-20', 30, -0.0619, 0.0335, 0.0747, 0.129),
    comparison('auc', 'rate-0.8', 'rate-0', 50, 0.0156, 0.0059, 0.0109, 0.0109),
    comparison('auc', 'rate-0.5', 'rate-0', 26, -0.0074, 0.0061, 0.232, 0.394),
    comparison('auc', 'weight-decay-0.01', 'rate-0', 30, 0.0172, 0.0075, 0.0285, 0.146),
    comparison('auc', 'rate-0.9-lr-0.005', 'rate-0-lr-0.005', 20, -0.0009, 0.001, 0.382, 0.312),
    comparison('auc', 'rate-0.9-lr-0.01', 'rate-0-lr-0.01', 20, 0, 0.0016, 0.985, 0.778),
    comparison('auc', 'rate-0.9-lr-0.02', 'rate-0-lr-0.02', 20, 0.0018, 0.0029, 0.54, 0.674),
    comparison('auc', 'rate-0.9-lr-0.05', 'rate-0-lr-0.05', 20, 0.011, 0.0046, 0.026, 0.0637),
    comparison('auc', 'rate-0.9-lr-0.1', 'rate-0-lr-0.1', 20, 0.0141, 0.008, 0.0918, 0.0586),
    comparison('auc', 'rate-0.9-lr-0.2', 'rate-0-lr-0.2', 20, 0.0135, 0.0094, 0.166, 0.0215),
  ],
};
