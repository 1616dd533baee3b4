import type { TwoScaleConfig } from '../tasks/two-scale/config';
import { defineExperiment, noReference } from './experiment';
import { grid, type Untuned } from './grid';
import { largeFields, twoScaleMetrics } from './two-scale-common';

// `middle-layers-0.95-0.8` had another name when the plan was written and its runs were recorded: see `former-names.ts`.
const masks = { fineRate: 0.95, coarseRate: 0.8 };
const against = ['none'];
const treatments: Readonly<Record<string, Untuned<TwoScaleConfig>>> = {
  none: { config: {} },
  'both-0.95-0.8': { config: masks, against, backdrop: true },
  'fine-0.95': { config: { fineRate: 0.95 }, against, backdrop: true },
  'middle-layers-0.95-0.8': { config: { ...masks, maskAfter: [2, 3] }, against, backdrop: true },
  'matched-noise': { config: { ...masks, matchedNoise: true }, against },
  'dropout-0.05': { config: { dropoutRate: 0.05 }, against },
  'dropout-0.2': { config: { dropoutRate: 0.2 }, against },
  'crop-128': { config: { crop: 128 }, against },
  'crop-192': { config: { crop: 192 }, against },
};

/** Twenty settings of a treatment. */
const tuned = ([name, treatment]: [string, Untuned<TwoScaleConfig>]) =>
  grid<TwoScaleConfig>(
    { [name]: treatment },
    { steps: [300, 600], clipNorm: [5, null], learningRate: [0.01, 0.02, 0.04, 0.08, 0.15] },
    // Evaluated at the end only: the shorter trainings are arms of their own.
    { follow: ({ steps }) => ({ evaluateEvery: steps! }) },
  );

const arms = Object.assign({}, ...Object.entries(treatments).map(tuned)) as ReturnType<typeof tuned>;

/** All arms of some treatments. */
const family = (...names: string[]) =>
  Object.entries(arms).flatMap(([arm, { treatment }]) => (names.includes(treatment) ? [arm] : []));

export const twoScaleOneShotConfirmation = defineExperiment({
  name: 'two-scale-one-shot-confirmation',
  title: 'Two-scale fields, 256 x 256, one training image a class: the pre-registered run',
  about:
    'Whether masks at both scales beat the tuned baseline of two-scale-one-shot: fresh seeds, a test set per seed, ' +
    'the same grid of learning rates, step counts and gradient clipping for every treatment, tuned crops and ' +
    'dropout, and two controls, noise of the same size and masks after the stages in between.',
  task: 'two-scale',
  revision: 1,
  metrics: twoScaleMetrics,
  config: { ...largeFields, evaluateEvery: 300 },
  arms,
  preRegistration: {
    plan: 'plans/two-scale-one-shot-confirmation.md',
    families: {
      none: family('none'),
      'both-0.95-0.8': family('both-0.95-0.8'),
      'fine-0.95': family('fine-0.95'),
      'middle-layers-0.95-0.8': family('middle-layers-0.95-0.8'),
      'matched-noise': family('matched-noise'),
      dropout: family('dropout-0.05', 'dropout-0.2'),
      crop: family('crop-128', 'crop-192'),
    },
    choose: '200-209',
    test: '210-259',
    primary: { family: 'both-0.95-0.8', base: 'none' },
    question: { effect: { worthwhile: 0.044 } },
    secondary: [
      { family: 'both-0.95-0.8', base: 'crop' },
      { family: 'both-0.95-0.8', base: 'dropout' },
      { family: 'both-0.95-0.8', base: 'matched-noise' },
      { family: 'both-0.95-0.8', base: 'middle-layers-0.95-0.8' },
      { family: 'both-0.95-0.8', base: 'fine-0.95' },
      { family: 'fine-0.95', base: 'none' },
      { family: 'crop', base: 'none' },
      { family: 'dropout', base: 'none' },
      { family: 'matched-noise', base: 'none' },
      { family: 'middle-layers-0.95-0.8', base: 'none' },
    ],
  },
  presets: {
    full: {
      about: 'nine treatments at five learning rates, two step counts, with and without clipping; 20 seeds',
      groups: [{ arms: Object.keys(arms), seeds: '200-219' }],
    },
    smoke: {
      about: 'a few steps, to see that everything runs',
      hidden: true,
      config: { testPerClass: 1, steps: 2, evaluateEvery: 1 },
      groups: [
        {
          arms: Object.keys(treatments).map((treatment) => `${treatment}-lr-0.04-steps-300`),
          seeds: '200',
        },
      ],
    },
  },
  reference: noReference,
});
