import type { TwoScaleConfig } from '../tasks/two-scale/config';
import { defineExperiment, noReference } from './experiment';
import { grid } from './grid';
import { largeFields, twoScaleMetrics } from './two-scale-common';

const learningRate = 0.05;

export const twoScalePaper = defineExperiment({
  name: 'two-scale-paper',
  title: "The paper's fields, 1024 x 1024",
  about:
    'The four classes of the paper (lengths 9.5 or 10, and 80 or 140 pixels), 25 training images a class, in ' +
    'minibatches of 10 on a net of six stages, with masks after the stages whose receptive fields are 19 and 187 pixels.',
  exploratory: 'Few seeds, two learning rates and 30 epochs, because a run takes minutes.',
  task: 'two-scale',
  revision: 1,
  metrics: twoScaleMetrics,
  config: {
    ...largeFields,
    size: 1024,
    generator: 'multiscale',
    fineLengths: [9.5, 10],
    fineTorus: 1024,
    coarseLengths: [80, 140],
    coarseTorus: 1024,
    trainPerClass: 25,
    testPerClass: 25,
    network: 'deep',
    maskAfter: [2, 5],
    batch: 10,
    learningRate,
  },
  arms: grid<TwoScaleConfig>(
    {
      none: { config: {} },
      'both-0.95-0.8': { config: { fineRate: 0.95, coarseRate: 0.8 }, against: ['none'], backdrop: true },
      'fine-0.95': { config: { fineRate: 0.95 }, against: ['none'], backdrop: true },
      'crop-512': { config: { crop: 512 }, against: ['none'] },
    },
    { learningRate: [0.02, 0.05] },
    { own: { learningRate } },
  ),
  presets: {
    paper: {
      about: 'no mask and both masks at two learning rates, the fine mask and random crops at one; 3 seeds',
      groups: [
        {
          arms: ['none', 'both-0.95-0.8', 'none-lr-0.02', 'both-0.95-0.8-lr-0.02', 'fine-0.95', 'crop-512'],
          seeds: '100-102',
        },
      ],
    },
    smoke: {
      about: 'a few steps on small images, to see that everything runs',
      hidden: true,
      config: {
        size: 128,
        fineTorus: 128,
        coarseTorus: 128,
        coarseLengths: [10, 20],
        trainPerClass: 1,
        testPerClass: 1,
        crop: null,
        batch: 2,
        steps: 3,
        evaluateEvery: 1,
      },
      groups: [{ arms: ['none', 'both-0.95-0.8'], seeds: '100' }],
    },
  },
  reference: noReference,
});
