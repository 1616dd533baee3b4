import type { TextureHalvesConfig } from '../tasks/texture-halves/config';
import { defineExperiment, noReference } from './experiment';
import { grid, type Untuned } from './grid';
import { plainTraining } from './two-scale-common';

const rates = { fineRate: 0.95, coarseRate: 0.8 };
const middle = { ...rates, maskAfter: [2, 3] as const };
const against = ['none'];

const treatments: Readonly<Record<string, Untuned<TextureHalvesConfig>>> = {
  none: { config: {} },
  'planned-0.95-0.8': { config: rates, against, backdrop: true },
  'middle-0.95-0.8': { config: middle, against, backdrop: true },
  'middle-0.95-0.8-per-image': { config: { ...middle, maskPerImage: true }, against, backdrop: true },
  'crop-64': { config: { crop: 64 }, against },
  'crop-96': { config: { crop: 96 }, against },
  'crop-128': { config: { crop: 128 }, against },
  'crop-96-middle-0.95-0.8': { config: { ...middle, crop: 96 }, against: ['crop-96'], backdrop: true },
  'dropout-0.05': { config: { dropoutRate: 0.05 }, against },
};

const arms = grid<TextureHalvesConfig>(treatments, { learningRate: [0.02, 0.04, 0.08, 0.15] });

/** All arms of some treatments. */
const family = (...names: string[]) =>
  Object.entries(arms).flatMap(([arm, { treatment }]) => (names.includes(treatment) ? [arm] : []));

export const texturesHalves = defineExperiment({
  name: 'textures-halves',
  title: 'UIUC textures: one image a class, halved',
  about:
    'A net learns ten textures from the left half of one photograph of each, and is tested on patches of the right half of ' +
    'the same photographs and, apart, on other photographs: where the explanation of masks by patches predicts a gain, and ' +
    'where it predicts none.',
  task: 'texture-halves',
  data: 'uiuc-texture',
  revision: 1,
  metrics: [
    { name: 'accuracy', label: 'accuracy on the same images', better: 'higher', ceiling: 1, headline: true },
    { name: 'loss', label: 'loss on the same images', better: 'lower' },
    {
      name: 'otherAccuracy',
      label: 'accuracy on other images',
      better: 'higher',
      ceiling: 1,
      headline: true,
    },
    { name: 'otherLoss', label: 'loss on other images', better: 'lower' },
  ],
  config: {
    ...plainTraining,
    reduceTo: [240, 320],
    classes: 10,
    patch: 80,
    otherImages: 3,
    network: 'pooled',
    maskAfter: [1, 4],
    steps: 300,
    learningRate: 0.04,
    warmupSteps: 20,
    clipNorm: null,
    evaluateEvery: 300,
  },
  arms,
  preRegistration: {
    plan: 'plans/textures-halves.md',
    families: {
      none: family('none'),
      'planned-0.95-0.8': family('planned-0.95-0.8'),
      'middle-0.95-0.8': family('middle-0.95-0.8'),
      'middle-0.95-0.8-per-image': family('middle-0.95-0.8-per-image'),
      crop: family('crop-64', 'crop-96', 'crop-128'),
      'crop-96-middle-0.95-0.8': family('crop-96-middle-0.95-0.8'),
      dropout: family('dropout-0.05'),
    },
    choose: '400-409',
    test: '410-439',
    primary: { family: 'middle-0.95-0.8', base: 'none' },
    question: { effect: { worthwhile: 0.03 } },
    noEffect: { metric: 'otherAccuracy', within: 0.03 },
    secondary: [
      { family: 'planned-0.95-0.8', base: 'none' },
      { family: 'middle-0.95-0.8-per-image', base: 'none' },
      { family: 'crop', base: 'none' },
      { family: 'crop-96-middle-0.95-0.8', base: 'none' },
      { family: 'dropout', base: 'none' },
      { family: 'middle-0.95-0.8', base: 'crop' },
      { family: 'crop-96-middle-0.95-0.8', base: 'crop' },
    ],
  },
  presets: {
    full: {
      about: 'nine treatments at four learning rates; 10 seeds',
      groups: [{ arms: Object.keys(arms), seeds: '400-409' }],
    },
    smoke: {
      about: 'a few steps, to see that everything runs',
      hidden: true,
      config: { otherImages: 1, steps: 2, evaluateEvery: 1 },
      groups: [
        {
          arms: Object.keys(treatments).map((name) => `${name}-lr-0.04`),
          seeds: '9000',
        },
      ],
    },
  },
  reference: noReference,
});
