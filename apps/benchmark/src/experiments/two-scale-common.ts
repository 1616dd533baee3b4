import type { ClassifierConfig } from '../tasks/classification/config';
import type { TwoScaleConfig } from '../tasks/two-scale/config';
import type { Metric } from './experiment';

/** What every experiment on two-scale fields measures on its test images. */
export const twoScaleMetrics: readonly [Metric, ...Metric[]] = [
  { name: 'accuracy', label: 'test accuracy', better: 'higher', ceiling: 1, headline: true },
  { name: 'loss', label: 'test loss', better: 'lower', headline: true },
  { name: 'fineAccuracy', label: 'fine accuracy', better: 'higher' },
  { name: 'coarseAccuracy', label: 'coarse accuracy', better: 'higher' },
];

/** Plain training of a classifier, which treatments change: on whole images, all of them in every step. */
export const plainTraining = {
  fineRate: 0,
  coarseRate: 0,
  maskPerImage: false,
  matchedNoise: false,
  dropoutRate: 0,
  crop: null,
  batch: null,
  momentum: 0.9,
} satisfies Partial<ClassifierConfig>;

const fields = {
  generator: 'cropped',
  fineLengths: [1.5, 2.5],
  amplitudes: [0.75, 1.25],
  sharedTestSet: false,
} satisfies Partial<TwoScaleConfig>;

/** 64 x 64 pixels, ten training images a class. */
export const smallFields: TwoScaleConfig = {
  ...plainTraining,
  ...fields,
  size: 64,
  fineTorus: 80,
  coarseLengths: [6, 10],
  coarseTorus: 128,
  trainPerClass: 10,
  testPerClass: 100,
  network: 'strided',
  maskAfter: [2, 4],
  steps: 300,
  learningRate: 0.02,
  warmupSteps: 0,
  clipNorm: null,
  evaluateEvery: 30,
};

/** 256 x 256 pixels, one training image a class. */
export const largeFields: TwoScaleConfig = {
  ...plainTraining,
  ...fields,
  size: 256,
  fineTorus: 288,
  coarseLengths: [24, 34],
  coarseTorus: 512,
  trainPerClass: 1,
  testPerClass: 40,
  network: 'pooled',
  maskAfter: [1, 4],
  steps: 300,
  learningRate: 0.04,
  warmupSteps: 20,
  clipNorm: 5,
  evaluateEvery: 75,
};
