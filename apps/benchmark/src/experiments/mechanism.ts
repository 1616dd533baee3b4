import type { TwoScaleConfig } from '../tasks/two-scale/config';
import { defineExperiment, noReference } from './experiment';
import { grid, type Untuned } from './grid';
import { largeFields, twoScaleMetrics } from './two-scale-common';

const planned = { fineRate: 0.95, coarseRate: 0.8 };
const middle: Partial<TwoScaleConfig> = { ...planned, maskAfter: [2, 3] };
const against = ['none'];
const likeMasks = ['middle'];

const treatments: Readonly<Record<string, Untuned<TwoScaleConfig>>> = {
  none: { config: {} },
  planned: { config: planned, against, backdrop: true },
  middle: { config: middle, against, backdrop: true },
  'reflected-planned': { config: { ...planned, noise: 'reflected' }, against: ['planned'] },
  'reflected-middle': { config: { ...middle, noise: 'reflected' }, against: likeMasks },
  'gaussian-middle': { config: { ...middle, noise: 'gaussian' }, against: likeMasks },
  'isotropic-middle': { config: { ...middle, matchedNoise: true }, against: likeMasks },
  'fixed-middle': { config: { ...middle, maskKept: largeFields.steps }, against, backdrop: true },
  'kept-10-middle': { config: { ...middle, maskKept: 10 }, against: likeMasks, backdrop: true },
  'kept-50-middle': { config: { ...middle, maskKept: 50 }, against: likeMasks, backdrop: true },
  'fixed-count-middle': { config: { ...middle, fixedCount: true }, against: likeMasks, backdrop: true },
};

const arms = grid<TwoScaleConfig>(treatments, { learningRate: [0.04, 0.08, 0.15, 0.3] });

/** All arms of a treatment. */
const family = (name: string) =>
  Object.entries(arms).flatMap(([arm, { treatment }]) => (treatment === name ? [arm] : []));

export const mechanism = defineExperiment({
  name: 'mechanism',
  title: 'Why masks help: two-scale fields, 256 x 256, one training image a class',
  about:
    'Whether masks help by what they keep or by the noise that they make: masks after the planned stages and after those in ' +
    'between, beside gradients of the same mean and covariance that are the gradient of no patch (2 g - g_masked, and Gaussian ' +
    'noise), noise of the same size without covariance, and masks that stay for 10, 50 or all steps or keep a fixed number.',
  task: 'two-scale',
  revision: 1,
  metrics: [
    { name: 'coarseAuc', label: 'coarse AUC', better: 'higher', ceiling: 1, headline: true },
    ...twoScaleMetrics,
    { name: 'failed', label: 'share of failed nets (coarse accuracy up to .55)', better: 'lower' },
  ],
  // Those of the pre-registered run at 300 steps, but for the clipping.
  config: {
    ...largeFields,
    clipNorm: null,
    evaluateEvery: 300,
    noise: 'masked',
    maskKept: 1,
    fixedCount: false,
    keepLogits: true,
  },
  arms,
  preRegistration: {
    plan: 'plans/mechanism.md',
    families: Object.fromEntries(Object.keys(treatments).map((name) => [name, family(name)])),
    choose: '300-309',
    test: '310-349',
    primary: { family: 'reflected-middle', base: 'middle' },
    question: { equivalence: { margin: 0.04, provided: { family: 'middle', base: 'none' } } },
    secondary: [
      { family: 'middle', base: 'none' },
      { family: 'fixed-middle', base: 'none' },
      { family: 'gaussian-middle', base: 'middle' },
      { family: 'kept-10-middle', base: 'middle' },
      { family: 'kept-50-middle', base: 'middle' },
      { family: 'reflected-planned', base: 'planned' },
      { family: 'isotropic-middle', base: 'middle' },
      { family: 'fixed-count-middle', base: 'middle' },
    ],
  },
  presets: {
    full: {
      about: 'eleven treatments at four learning rates; 10 seeds',
      groups: [{ arms: Object.keys(arms), seeds: '300-309' }],
    },
    smoke: {
      about: 'a few steps, to see that everything runs',
      hidden: true,
      config: { testPerClass: 1, steps: 2, evaluateEvery: 1 },
      groups: [{ arms: Object.keys(treatments).map((name) => `${name}-lr-0.08`), seeds: '9000' }],
    },
  },
  reference: noReference,
});
