import type { TwoScaleConfig } from '../tasks/two-scale/config';
import { defineExperiment, noReference } from './experiment';
import { grid } from './grid';
import { largeFields, twoScaleMetrics } from './two-scale-common';

/** The highest of the pre-registered run. */
const learningRate = 0.15;

const masks = { fineRate: 0.95, coarseRate: 0.8 };
const against = ['none'];
const arms = grid<TwoScaleConfig>(
  {
    none: { config: {} },
    'both-0.95-0.8': { config: masks, against, backdrop: true },
    'fine-0.95': { config: { fineRate: 0.95 }, against, backdrop: true },
    'middle-layers-0.95-0.8': { config: { ...masks, maskAfter: [2, 3] }, against, backdrop: true },
    'matched-noise': { config: { ...masks, matchedNoise: true }, against },
    'dropout-0.05': { config: { dropoutRate: 0.05 }, against },
    'crop-128': { config: { crop: 128 }, against },
  },
  { learningRate: [0.08, 0.15, 0.3, 0.6] },
  { own: { learningRate } },
);

export const twoScaleOneShotRates = defineExperiment({
  name: 'two-scale-one-shot-rates',
  title: 'Two-scale fields, 256 x 256, one training image a class: higher learning rates',
  about:
    'In the pre-registered run, no mask, the fine mask, matched noise and dropout were best at the highest learning rate of ' +
    'its plan. The same treatments at that rate, the one below and two above, on the seeds that it compared on.',
  exploratory:
    'Asked after the result of the pre-registered run, on the same images and initial weights; one step count, no clipping, ' +
    'and the best learning rate is chosen on the seeds that are compared. It looks above the rates of the plan and puts what ' +
    'does best below them at a disadvantage: crops, which were also best at 600 steps, and masks.',
  task: 'two-scale',
  revision: 1,
  metrics: twoScaleMetrics,
  // Those of the pre-registered run but for the clipping.
  config: { ...largeFields, learningRate, clipNorm: null, evaluateEvery: 300 },
  arms,
  presets: {
    full: {
      about: 'seven treatments at four learning rates; 50 seeds',
      groups: [{ arms: Object.keys(arms), seeds: '210-259' }],
    },
    smoke: {
      about: 'a few steps, to see that everything runs',
      hidden: true,
      config: { testPerClass: 1, steps: 2, evaluateEvery: 1 },
      groups: [{ arms: ['none', 'both-0.95-0.8'], seeds: '210' }],
    },
  },
  reference: noReference,
});
