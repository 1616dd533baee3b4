import type { TexturesConfig } from '../tasks/textures/config';
import { defineExperiment, noReference } from './experiment';
import { grid } from './grid';
import { plainTraining } from './two-scale-common';

const learningRate = 0.05;

const arms = grid<TexturesConfig>(
  {
    none: { config: {} },
    'fine-0.8': { config: { fineRate: 0.8 }, against: ['none'], backdrop: true },
    'coarse-0.8': { config: { coarseRate: 0.8 }, against: ['none'], backdrop: true },
    'both-0.8': { config: { fineRate: 0.8, coarseRate: 0.8 }, against: ['none'], backdrop: true },
    'dropout-0.2': { config: { dropoutRate: 0.2 }, against: ['none'] },
    'crop-60': { config: { crop: 60 }, against: ['none'] },
  },
  { learningRate: [0.02, 0.05, 0.15, 0.4] },
  { own: { learningRate } },
);

export const textures = defineExperiment({
  name: 'textures',
  title: 'UIUC textures, 25 classes',
  about:
    'A small convolutional net tells 25 classes of photographed textures apart, whose scale and viewpoint vary, from ' +
    'five images of each, with and without masks at two scales.',
  task: 'textures',
  data: 'uiuc-texture',
  revision: 1,
  metrics: [
    { name: 'accuracy', label: 'test accuracy', better: 'higher', ceiling: 1, headline: true },
    { name: 'loss', label: 'test loss', better: 'lower', headline: true },
  ],
  config: {
    ...plainTraining,
    reduceTo: [120, 160],
    trainPerClass: 5,
    testPerClass: 10,
    network: 'strided',
    maskAfter: [2, 4],
    batch: 25,
    steps: 160,
    learningRate,
    warmupSteps: 0,
    clipNorm: null,
    evaluateEvery: 40,
  },
  arms,
  presets: {
    full: {
      about:
        'no mask, masks at each scale and at both, dropout, crops, each at four learning rates; 10 seeds',
      groups: [{ arms: Object.keys(arms), seeds: '100-109' }],
    },
    smoke: {
      about: 'a few steps on a few images, to see that everything runs',
      hidden: true,
      config: { trainPerClass: 1, testPerClass: 1, steps: 2, evaluateEvery: 1 },
      groups: [{ arms: ['none', 'both-0.8', 'dropout-0.2', 'crop-60'], seeds: '100' }],
    },
  },
  reference: noReference,
});
