import type { TwoScaleConfig } from '../tasks/two-scale/config';
import { defineExperiment } from './experiment';
import { grid } from './grid';
import { comparison } from './reference-comparison';
import { largeFields, twoScaleMetrics } from './two-scale-common';

const seeds = '100-111';

// No learning rate is this experiment's own, so every name carries it; the crop was not tuned.
const arms = {
  ...grid<TwoScaleConfig>({ none: { config: {} } }, { learningRate: [0.015, 0.04, 0.1] }),
  ...masked('both-0.95-0.8', { fineRate: 0.95, coarseRate: 0.8 }, 0.015, 0.04),
  ...masked('both-0.95-0.8', { fineRate: 0.95, coarseRate: 0.8 }, 0.04, 0.1),
  ...masked('fine-0.95', { fineRate: 0.95 }, 0.1, 0.04),
  ...grid<TwoScaleConfig>({
    'crop-192': { config: { crop: 192, learningRate: 0.04 }, against: ['none-lr-0.04'] },
  }),
};

/** A mask at a learning rate, compared with no mask at that rate and at another. */
function masked(name: string, config: Partial<TwoScaleConfig>, learningRate: number, other: number) {
  const arms = grid({ [name]: { config, backdrop: true } }, { learningRate: [learningRate] });
  const against = [`none-lr-${learningRate}`, `none-lr-${other}`];
  return Object.fromEntries(Object.entries(arms).map(([arm, one]) => [arm, { ...one, against }]));
}

export const twoScaleOneShot = defineExperiment({
  name: 'two-scale-one-shot',
  title: 'Two-scale fields, 256 x 256, one training image a class',
  about:
    'The same four classes on large images, with one training image of each: the regime of the ' +
    'paper. Each treatment stands at its own learning rates; compare best with best.',
  exploratory:
    'A candidate effect, not a claim. The settings of the reference were chosen after results on the same ' +
    'seeds and test images had been seen, the learning-rate grids are unequal, the crop is not tuned, and all ' +
    'seeds share one test set, so that the standard errors leave out its sampling. ' +
    'two-scale-one-shot-confirmation puts it to the test.',
  task: 'two-scale',
  revision: 3,
  metrics: twoScaleMetrics,
  config: { ...largeFields, sharedTestSet: true },
  arms,
  presets: {
    quick: {
      about: 'no mask at two learning rates, masks at one; exploratory; 6 seeds',
      groups: [{ arms: ['none-lr-0.04', 'none-lr-0.1', 'both-0.95-0.8-lr-0.04'], seeds: '100-105' }],
    },
    full: {
      about: 'no mask at three learning rates, masks at two, the fine mask alone, random crops; 12 seeds',
      groups: [
        {
          arms: Object.keys(arms),
          seeds,
        },
      ],
    },
    smoke: {
      about: 'a few steps, to see that everything runs',
      hidden: true,
      config: { testPerClass: 1, steps: 2, evaluateEvery: 1 },
      groups: [{ arms: ['none-lr-0.04', 'both-0.95-0.8-lr-0.04'], seeds: '100' }],
    },
  },
  reference: {
    source: "PyTorch 1.13 with the authors' mask code, one core; seeds 100-111",
    arms: {
      'none-lr-0.015': {
        n: 12,
        seconds: 4.1,
        metrics: {
          accuracy: { mean: 0.5818, standardError: 0.015 },
          loss: { mean: 0.7025, standardError: 0.0079 },
        },
      },
      'none-lr-0.04': {
        n: 12,
        seconds: 3.9,
        metrics: {
          accuracy: { mean: 0.6073, standardError: 0.0184 },
          loss: { mean: 0.6863, standardError: 0.0159 },
        },
      },
      'none-lr-0.1': {
        n: 12,
        seconds: 3.7,
        metrics: {
          accuracy: { mean: 0.5995, standardError: 0.0264 },
          loss: { mean: 0.7301, standardError: 0.0316 },
        },
      },
      'both-0.95-0.8-lr-0.015': {
        n: 12,
        seconds: 4.6,
        metrics: {
          accuracy: { mean: 0.6792, standardError: 0.018 },
          loss: { mean: 0.6378, standardError: 0.0126 },
        },
      },
      'both-0.95-0.8-lr-0.04': {
        n: 12,
        seconds: 4.2,
        metrics: {
          accuracy: { mean: 0.6953, standardError: 0.0248 },
          loss: { mean: 0.6174, standardError: 0.0318 },
        },
      },
      'fine-0.95-lr-0.1': {
        n: 12,
        seconds: 4.0,
        metrics: {
          accuracy: { mean: 0.6672, standardError: 0.0202 },
          loss: { mean: 0.7041, standardError: 0.0533 },
        },
      },
    },
    comparisons: [
      comparison('accuracy', 'both-0.95-0.8-lr-0.04', 'none-lr-0.04', 12, 0.088, 0.0177, 4.1e-4, 0.0015),
      comparison('loss', 'both-0.95-0.8-lr-0.04', 'none-lr-0.04', 12, -0.069, 0.0219, 0.0094, 0.0068),
      comparison('accuracy', 'both-0.95-0.8-lr-0.015', 'none-lr-0.015', 12, 0.0974, 0.019, 3.4e-4),
      comparison('accuracy', 'both-0.95-0.8-lr-0.015', 'none-lr-0.04', 12, 0.0719, 0.0162, 0.001, 0.0024),
      comparison('accuracy', 'fine-0.95-lr-0.1', 'none-lr-0.1', 12, 0.0677, 0.02, 0.006),
      comparison('accuracy', 'fine-0.95-lr-0.1', 'none-lr-0.04', 12, 0.0599, 0.0152, 0.0023, 0.0049),
    ],
  },
});
