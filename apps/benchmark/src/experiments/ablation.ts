import type { TwoScaleConfig } from '../tasks/two-scale/config';
import type { Arm } from './arm';
import { type DifferenceMap, defineExperiment, noReference } from './experiment';
import { grid } from './grid';
import { smallFields, twoScaleMetrics } from './two-scale-common';

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

const usual: Setting = { trainPerClass: 10, size: 64, steps: 300 };
const bySize = trainingSizes.map((trainPerClass): Setting => ({ ...usual, trainPerClass }));
const byEffort = sizes.flatMap((size) => stepCounts.map((steps): Setting => ({ ...usual, size, steps })));

type Arms = Readonly<Record<string, Arm<TwoScaleConfig>>>;

/** A treatment in a setting, which is part of its name, at every learning rate. */
function armsOf(treatment: string, config: Partial<TwoScaleConfig>, setting: Setting): Arms {
  const { trainPerClass, size, steps } = setting;
  const at = (name: string) => `${name}-n${trainPerClass}-px${size}-steps${steps}`;
  const changes = {
    ...config,
    ...setting,
    fineTorus: size + 16,
    coarseTorus: size + 64,
    evaluateEvery: steps / 10,
  };
  const compared = treatment === 'none' ? {} : { against: [at('none')], backdrop: true };
  return grid<TwoScaleConfig>(
    { [at(treatment)]: { config: changes, ...compared } },
    { learningRate: [0.0075, 0.02, 0.05, 0.15, 0.4] },
  );
}

const baseline = (setting: Setting) => armsOf('none', {}, setting);

function masked(placement: (typeof placements)[number], rate: number, setting: Setting): Arms {
  const config = {
    fineRate: placement === 'coarse' ? 0 : rate,
    coarseRate: placement === 'fine' ? 0 : rate,
  };
  return armsOf(`${placement}-${rate}`, config, setting);
}

/** The maps, with the arms themselves in the place of their names. */
const plots = [
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

const arms: Arms = Object.assign(
  {},
  ...plots.flatMap(({ cells }) => cells.flatMap(({ arms, base }) => [arms, base])),
);

const maps: DifferenceMap[] = plots.map(({ cells, ...plot }) => ({
  ...plot,
  cells: cells.map(({ arms, base, ...cell }) => ({
    ...cell,
    arms: Object.keys(arms),
    base: Object.keys(base),
  })),
}));

export const ablation = defineExperiment({
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
  config: smallFields,
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
