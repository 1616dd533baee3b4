import type { TwoScaleConfig } from '../tasks/two-scale/config';
import { type Arm, type DifferenceMap, defineExperiment, noReference } from './experiment';
import { twoScaleMetrics } from './two-scale-metrics';

/** Everything but the treatment and the learning rate. */
interface Setting {
  trainPerClass: number;
  size: number;
  steps: number;
}

const rates = [0.5, 0.8, 0.95];
const placements = ['fine', 'coarse', 'both'] as const;
const trainingSizes = [2, 5, 10, 20];
const sizes = [64, 128];
const stepCounts = [150, 300, 600];
/** Of the baseline and of all masks. */
const learningRates = [0.0075, 0.02, 0.05, 0.15, 0.4];

const usual: Setting = { trainPerClass: 10, size: 64, steps: 300 };
const bySize = trainingSizes.map((trainPerClass): Setting => ({ ...usual, trainPerClass }));
const byEffort = sizes.flatMap((size) => stepCounts.map((steps): Setting => ({ ...usual, size, steps })));

const arms: Record<string, Arm<TwoScaleConfig>> = {};

function add(treatment: string, config: Partial<TwoScaleConfig>, setting: Setting, learningRate: number) {
  const { trainPerClass, size, steps } = setting;
  const at = (name: string) => `${name}-n${trainPerClass}-px${size}-steps${steps}-lr-${learningRate}`;
  arms[at(treatment)] = {
    config: {
      ...config,
      ...setting,
      learningRate,
      fineTorus: size + 16,
      coarseTorus: size + 64,
      evaluateEvery: steps / 10,
    },
    ...(treatment !== 'none' && { against: [at('none')], backdrop: true }),
  };
  return at(treatment);
}

const baseline = (setting: Setting) =>
  learningRates.map((learningRate) => add('none', {}, setting, learningRate));

function masked(placement: (typeof placements)[number], rate: number, setting: Setting) {
  const config = {
    fineRate: placement === 'coarse' ? 0 : rate,
    coarseRate: placement === 'fine' ? 0 : rate,
  };
  return learningRates.map((learningRate) => add(`${placement}-${rate}`, config, setting, learningRate));
}

const maps: DifferenceMap[] = [
  ...placements.map((placement) => ({
    title: `Masks at ${placement === 'both' ? 'both scales' : `the ${placement} scale`}: ${usual.size} pixels, ${usual.steps} steps`,
    rows: { label: 'training images a class', values: trainingSizes.map(String) },
    columns: { label: 'mask rate', values: rates.map(String) },
    cells: bySize.flatMap((setting) =>
      rates.map((rate) => ({
        row: String(setting.trainPerClass),
        column: String(rate),
        arms: masked(placement, rate, setting),
        base: baseline(setting),
      })),
    ),
  })),
  {
    title: `Masks of rate 0.8 at both scales: ${usual.trainPerClass} training images a class`,
    rows: { label: 'steps', values: stepCounts.map(String) },
    columns: { label: 'image side in pixels', values: sizes.map(String) },
    cells: byEffort.map((setting) => ({
      row: String(setting.steps),
      column: String(setting.size),
      arms: masked('both', 0.8, setting),
      base: baseline(setting),
    })),
  },
];

export const ablation = defineExperiment<TwoScaleConfig>({
  name: 'ablation',
  title: 'Where backdrop helps or harms: two-scale fields by rate, place, training images, size and steps',
  about:
    'The net and fields of two-scale with masks of three rates at three places, by the number of training images, and ' +
    'masks of rate 0.8 by image size and steps; masks and the baseline without any tuned over five learning rates at each.',
  exploratory:
    'Six seeds a cell: the maps show where to look, not what is established. A difference of less than two to three ' +
    'standard errors goes unseen, and settings that other experiments share have more seeds there.',
  task: 'two-scale',
  revision: 1,
  metrics: twoScaleMetrics,
  config: {
    ...usual,
    generator: 'cropped',
    fineLengths: [1.5, 2.5],
    fineTorus: 80,
    coarseLengths: [6, 10],
    coarseTorus: 128,
    amplitudes: [0.75, 1.25],
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
    learningRate: 0.02,
    momentum: 0.9,
    warmupSteps: 0,
    clipNorm: null,
    evaluateEvery: 30,
  },
  arms,
  maps,
  presets: {
    full: {
      about: 'masks and the baseline at five learning rates in nine settings; 6 seeds',
      groups: [{ arms: Object.keys(arms), seeds: '100-105' }],
    },
    smoke: {
      about: 'a few steps on a few images, to see that everything runs',
      hidden: true,
      config: { testPerClass: 3, steps: 2, evaluateEvery: 1 },
      groups: [
        {
          arms: [
            'none-n2-px64-steps300-lr-0.02',
            'none-n2-px64-steps300-lr-0.05',
            'both-0.8-n2-px64-steps300-lr-0.02',
            'fine-0.8-n2-px64-steps300-lr-0.02',
          ],
          seeds: '100',
        },
      ],
    },
  },
  reference: noReference,
});
