import type { TwoScaleConfig } from '../tasks/two-scale/config';
import { defineExperiment } from './experiment';
import { grid } from './grid';
import { twoScaleReference } from './two-scale.reference';
import { smallFields, twoScaleMetrics } from './two-scale-common';

const arms = grid<TwoScaleConfig>(
  {
    none: { config: {} },
    'fine-0.8': { config: { fineRate: 0.8, maskPerImage: true }, against: ['none'], backdrop: true },
    'coarse-0.8': { config: { coarseRate: 0.8, maskPerImage: true }, against: ['none'], backdrop: true },
    'both-0.8-per-image': {
      config: { fineRate: 0.8, coarseRate: 0.8, maskPerImage: true },
      against: ['none'],
      backdrop: true,
    },
    'both-0.8-shared': { config: { fineRate: 0.8, coarseRate: 0.8 }, against: ['none'], backdrop: true },
    'both-0.3-0.95-shared': {
      config: { fineRate: 0.3, coarseRate: 0.95 },
      against: ['none'],
      backdrop: true,
    },
    'dropout-0.2': { config: { dropoutRate: 0.2 }, against: ['none'] },
    'crop-32': { config: { crop: 32 }, against: ['none'] },
  },
  { learningRate: [0.02, 0.05, 0.15, 0.4] },
  { own: { learningRate: smallFields.learningRate } },
);

export const twoScale = defineExperiment({
  name: 'two-scale',
  title: 'Two-scale fields, 64 x 64',
  about:
    'A small convolutional net tells four classes of two-scale Gaussian fields apart (two fine and two coarse ' +
    'correlation lengths) from ten images a class, with and without masks at the two scales.',
  task: 'two-scale',
  revision: 3,
  metrics: twoScaleMetrics,
  config: smallFields,
  arms,
  presets: {
    quick: {
      about: 'no mask, masks at both scales, random crops; one learning rate; 14 seeds',
      groups: [
        { arms: ['none', 'both-0.8-shared'], seeds: '100-113' },
        { arms: ['crop-32'], seeds: '100-105' },
      ],
    },
    full: {
      about: 'every treatment at four learning rates, 28 seeds',
      groups: [{ arms: Object.keys(arms), seeds: '100-127' }],
    },
    smoke: {
      about: 'a few steps on a few images, to see that everything runs',
      hidden: true,
      config: { trainPerClass: 2, testPerClass: 3, steps: 4, evaluateEvery: 2 },
      groups: [
        {
          arms: ['none', 'both-0.8-shared', 'both-0.8-per-image', 'dropout-0.2', 'crop-32'],
          seeds: '100-101',
        },
      ],
    },
  },
  reference: twoScaleReference,
});
