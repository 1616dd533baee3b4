import type { Reference } from './experiment';
import { comparison } from './reference-comparison';

// Means of pooled seeds are over seeds 100-113 and 200-213 of the reference runs (n 28), the others over one
// of the two sets (n 14). Seeds of the reference and ours draw different numbers.
export const twoScaleReference: Reference = {
  source: "PyTorch 1.13 with the authors' mask code, one core",
  arms: {
    none: {
      n: 28,
      seconds: 2.2,
      metrics: {
        accuracy: { mean: 0.669, standardError: 0.0115 },
        loss: { mean: 0.6724, standardError: 0.0125 },
        fineAccuracy: { mean: 0.9955, standardError: 0.0016 },
        coarseAccuracy: { mean: 0.6704, standardError: 0.0116 },
      },
    },
    'both-0.8-shared': {
      n: 28,
      seconds: 2.3,
      metrics: {
        accuracy: { mean: 0.7028, standardError: 0.0126 },
        loss: { mean: 0.6342, standardError: 0.0165 },
        fineAccuracy: { mean: 0.9934, standardError: 0.0021 },
        coarseAccuracy: { mean: 0.7057, standardError: 0.0127 },
      },
    },
    'both-0.3-0.95-shared': {
      n: 14,
      seconds: 2.3,
      metrics: { accuracy: { mean: 0.6782, standardError: 0.0184 } },
    },
    'both-0.8-per-image': {
      n: 14,
      seconds: 2.1,
      metrics: { accuracy: { mean: 0.703, standardError: 0.0133 } },
    },
    'fine-0.8': { n: 14, seconds: 2.1, metrics: { accuracy: { mean: 0.6877, standardError: 0.0158 } } },
    'coarse-0.8': { n: 14, seconds: 2.7, metrics: { accuracy: { mean: 0.6968, standardError: 0.0155 } } },
    'dropout-0.2': { n: 14, seconds: 2.5, metrics: { accuracy: { mean: 0.6891, standardError: 0.0152 } } },
    'crop-32': {
      n: 14,
      seconds: 0.9,
      metrics: {
        accuracy: { mean: 0.8477, standardError: 0.0179 },
        loss: { mean: 0.503, standardError: 0.0235 },
        fineAccuracy: { mean: 1, standardError: 0 },
        coarseAccuracy: { mean: 0.8477, standardError: 0.0179 },
      },
    },
    'none-lr-0.05': { n: 28, metrics: { accuracy: { mean: 0.6797, standardError: 0.0125 } } },
    'none-lr-0.15': { n: 28, metrics: { accuracy: { mean: 0.7065 } } },
    'none-lr-0.4': { n: 14, metrics: { accuracy: { mean: 0.703 } } },
    'both-0.8-shared-lr-0.05': {
      n: 14,
      seconds: 2.4,
      metrics: { accuracy: { mean: 0.7123, standardError: 0.0189 } },
    },
  },
  comparisons: [
    comparison('accuracy', 'both-0.8-shared', 'none', 28, 0.0337, 0.0073, 8e-5, 4e-4),
    comparison('loss', 'both-0.8-shared', 'none', 28, -0.0382, 0.01, 7e-4),
    comparison('accuracy', 'both-0.3-0.95-shared', 'none', 14, 0.0254, 0.0099, 0.0236, 0.0245),
    comparison('accuracy', 'both-0.8-per-image', 'none', 14, 0.0179, 0.0082, 0.0477, 0.058),
    comparison('accuracy', 'fine-0.8', 'none', 14, 0.0025, 0.0045, 0.585, 0.593),
    comparison('accuracy', 'coarse-0.8', 'none', 14, 0.0116, 0.0087, 0.204, 0.0134),
    comparison('accuracy', 'dropout-0.2', 'none', 14, 0.0039, 0.0079, 0.628, 0.808),
    comparison('accuracy', 'crop-32', 'none', 14, 0.1625, 0.0158, 1.27e-7, 1.22e-4),
    comparison('loss', 'crop-32', 'none', 14, -0.1445, 0.0189, 3.6e-6, 2.44e-4),
    comparison('accuracy', 'both-0.8-shared-lr-0.05', 'none-lr-0.05', 14, 0.0504, 0.0126, 0.00152, 0.00232),
    comparison('loss', 'both-0.8-shared-lr-0.05', 'none-lr-0.05', 14, -0.0302, 0.0281, 0.303, 0.391),
  ],
};
