import type { TwoScaleConfig } from '../tasks/two-scale/config';
import { defineExperiment } from './experiment';
import { armName, atLearningRates } from './grid';
import { twoScaleReference } from './two-scale.reference';
import { twoScaleMetrics } from './two-scale-metrics';

const learningRate = 0.02;
const learningRates = [0.02, 0.05, 0.15, 0.4];
const treatments = [
  'none',
  'fine-0.8',
  'coarse-0.8',
  'both-0.8-per-image',
  'both-0.8-shared',
  'both-0.3-0.95-shared',
  'dropout-0.2',
  'crop-32',
];

export const twoScale = defineExperiment<TwoScaleConfig>({
  name: 'two-scale',
  title: 'Two-scale fields, 64 x 64',
  about:
    'A small convolutional net tells four classes of two-scale Gaussian fields apart (two fine and two coarse ' +
    'correlation lengths) from ten images a class, with and without masks at the two scales.',
  task: 'two-scale',
  revision: 3,
  metrics: twoScaleMetrics,
  config: {
    size: 64,
    generator: 'cropped',
    fineLengths: [1.5, 2.5],
    fineTorus: 80,
    coarseLengths: [6, 10],
    coarseTorus: 128,
    amplitudes: [0.75, 1.25],
    trainPerClass: 10,
    testPerClass: 100,
    sharedTestSet: false,
    network: 'strided',
    maskAfter: [2, 4],
    fineRate: 0,
    coarseRate: 0,
    maskPerImage: false,
    matchedNoise: false,
    dropoutRate: 0,
    crop: null,
    batch: null,
    steps: 300,
    learningRate,
    momentum: 0.9,
    warmupSteps: 0,
    clipNorm: null,
    evaluateEvery: 30,
  },
  arms: atLearningRates<TwoScaleConfig>(learningRate, learningRates, {
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
  }),
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
      groups: [
        {
          arms: learningRates.flatMap((rate) => treatments.map((name) => armName(name, rate, learningRate))),
          seeds: '100-127',
        },
      ],
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
