import type { TwoScaleConfig } from '../tasks/two-scale/config';
import { type Arm, defineExperiment, noReference } from './experiment';
import { twoScaleMetrics } from './two-scale-metrics';

const learningRates = [0.01, 0.02, 0.04, 0.08, 0.15];
const stepCounts = [300, 600];
const clips = [5, null];

const masks = { fineRate: 0.95, coarseRate: 0.8 };
const treatments: Readonly<Record<string, Partial<TwoScaleConfig>>> = {
  none: {},
  'both-0.95-0.8': masks,
  'fine-0.95': { fineRate: 0.95 },
  'wrong-layers-0.95-0.8': { ...masks, maskAfter: [2, 3] },
  'matched-noise': { ...masks, matchedNoise: true },
  'dropout-0.05': { dropoutRate: 0.05 },
  'dropout-0.2': { dropoutRate: 0.2 },
  'crop-128': { crop: 128 },
  'crop-192': { crop: 192 },
};

/** Those that mask the gradient. */
const backdrop = ['both-0.95-0.8', 'fine-0.95', 'wrong-layers-0.95-0.8'];

const grid = Object.entries(treatments).flatMap(([treatment, config]) =>
  stepCounts.flatMap((steps) =>
    clips.flatMap((clipNorm) =>
      learningRates.map((learningRate) => ({
        treatment,
        setting: `lr-${learningRate}-steps-${steps}${clipNorm === null ? '-unclipped' : ''}`,
        // Evaluated at the end only: the shorter trainings are arms of their own.
        config: { ...config, learningRate, steps, clipNorm, evaluateEvery: steps },
      })),
    ),
  ),
);

const arms = Object.fromEntries(
  grid.map(({ treatment, setting, config }): [string, Arm<TwoScaleConfig>] => [
    `${treatment}-${setting}`,
    {
      config,
      ...(treatment !== 'none' && { against: [`none-${setting}`] }),
      backdrop: backdrop.includes(treatment),
    },
  ]),
);

/** All arms of some treatments: twenty settings each. */
const family = (...names: string[]) =>
  grid
    .filter(({ treatment }) => names.includes(treatment))
    .map(({ treatment, setting }) => `${treatment}-${setting}`);

export const twoScaleOneShotConfirmation = defineExperiment<TwoScaleConfig>({
  name: 'two-scale-one-shot-confirmation',
  title: 'Two-scale fields, 256 x 256, one training image a class: the pre-registered run',
  about:
    'Whether masks at both scales beat the tuned baseline of two-scale-one-shot: fresh seeds, a test set per seed, ' +
    'the same grid of learning rates, step counts and gradient clipping for every treatment, tuned crops and ' +
    'dropout, and two controls, noise of the same size and masks at the wrong layers.',
  task: 'two-scale',
  revision: 1,
  metrics: twoScaleMetrics,
  config: {
    size: 256,
    generator: 'cropped',
    fineLengths: [1.5, 2.5],
    fineTorus: 288,
    coarseLengths: [24, 34],
    coarseTorus: 512,
    amplitudes: [0.75, 1.25],
    trainPerClass: 1,
    testPerClass: 40,
    sharedTestSet: false,
    network: 'pooled',
    maskAfter: [1, 4],
    fineRate: 0,
    coarseRate: 0,
    maskPerImage: false,
    matchedNoise: false,
    dropoutRate: 0,
    crop: null,
    batch: null,
    steps: 300,
    learningRate: 0.04,
    momentum: 0.9,
    warmupSteps: 20,
    clipNorm: 5,
    evaluateEvery: 300,
  },
  arms,
  preRegistration: {
    plan: 'plans/two-scale-one-shot-confirmation.md',
    families: {
      none: family('none'),
      'both-0.95-0.8': family('both-0.95-0.8'),
      'fine-0.95': family('fine-0.95'),
      'wrong-layers-0.95-0.8': family('wrong-layers-0.95-0.8'),
      'matched-noise': family('matched-noise'),
      dropout: family('dropout-0.05', 'dropout-0.2'),
      crop: family('crop-128', 'crop-192'),
    },
    choose: '200-209',
    test: '210-259',
    primary: { family: 'both-0.95-0.8', base: 'none' },
    worthwhile: 0.044,
    secondary: [
      { family: 'both-0.95-0.8', base: 'crop' },
      { family: 'both-0.95-0.8', base: 'dropout' },
      { family: 'both-0.95-0.8', base: 'matched-noise' },
      { family: 'both-0.95-0.8', base: 'wrong-layers-0.95-0.8' },
      { family: 'both-0.95-0.8', base: 'fine-0.95' },
      { family: 'fine-0.95', base: 'none' },
      { family: 'crop', base: 'none' },
      { family: 'dropout', base: 'none' },
      { family: 'matched-noise', base: 'none' },
      { family: 'wrong-layers-0.95-0.8', base: 'none' },
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
