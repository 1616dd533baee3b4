import { describe, expect, it } from 'vitest';
import type { DigitsConfig } from '../tasks/auc-table/config';
import { experiments, findExperiment } from '.';
import { defineExperiment, type Experiment, mergeConfig } from './experiment';
import { grid } from './grid';
import { parseSeeds } from './seeds';

const base: Experiment = {
  ...findExperiment('two-scale'),
  arms: grid({ none: { config: {} }, masked: { config: { fineRate: 0.8 }, against: ['none'] } }),
  presets: { quick: { about: '', groups: [{ arms: ['none'], seeds: '1' }] } },
  reference: { source: '', arms: {}, comparisons: [] },
};

describe('a declaration', () => {
  it.each([
    [
      'an unknown key of an arm',
      { arms: { none: { config: { lerningRate: 1 } } } },
      /settings of two-scale must be one of .*size, .*learningRate.*, got "lerningRate"/,
    ],
    [
      'an unknown key of a preset',
      { presets: { quick: { about: '', config: { stepz: 1 }, groups: [] } } },
      /settings of two-scale .* got "stepz"/,
    ],
    [
      'an unknown arm of a preset',
      { presets: { quick: { about: '', groups: [{ arms: ['nome'], seeds: '1' }] } } },
      /arms of two-scale, preset quick, must be one of none, masked, got "nome"/,
    ],
    [
      'an unknown arm to compare with',
      { arms: { none: { config: {}, against: ['nobody'] } } },
      /arms of two-scale, arm none, must be one of none, got "nobody"/,
    ],
    [
      'an unknown arm of the reference',
      { reference: { source: '', arms: { crop: { n: 1, metrics: {} } }, comparisons: [] } },
      /arms of two-scale, reference, must .* got "crop/,
    ],
    [
      'an arm whose name is not that of its treatment and tuning',
      { arms: { nome: base.arms['none'] } },
      /the name of an arm of two-scale, none, must be one of none, none, got "nome"/,
    ],
    [
      'an arm that is not tuned to what it says',
      { arms: { 'none-lr-0.5': { ...base.arms['none'], tuning: { learningRate: 0.5 } } } },
      /arm none-lr-0.5, must be those that it says it is tuned to, got learningRate undefined for 0.5/,
    ],
    [
      'a treatment whose arms differ in more than their tuning',
      {
        arms: {
          ...base.arms,
          ...grid({ none: { config: { crop: 32 } } }, { learningRate: [0.5] }),
        },
      },
      /none, must differ in tuned settings only, got none-lr-0.5 beside none/,
    ],
  ])('is refused for %s', (_, changes, message) => {
    expect(() => defineExperiment({ ...base, ...changes } as never)).toThrow(message);
  });

  it('has the settings of its task, or does not compile', () => {
    const { config } = findExperiment('auc-digits');
    const digits = config as never as DigitsConfig;
    const rest = { ...base, arms: {}, presets: {} };
    expect(() => defineExperiment({ ...rest, task: 'auc-table', config: digits })).not.toThrow();
    // @ts-expect-error -- the settings of another task
    expect(() => defineExperiment({ ...rest, task: 'two-scale', config: digits })).not.toThrow();
    // @ts-expect-error -- the settings of a table are those of no task
    const declare = defineExperiment<DigitsConfig>;
    expect(declare).toBe(defineExperiment);
    // @ts-expect-error -- a misspelled setting of an arm
    expect(() => grid<DigitsConfig>({ none: { config: { raet: 0.5 } } })).not.toThrow();
  });
});

describe('mergeConfig', () => {
  it('lets later changes win', () => {
    expect(mergeConfig(base, { steps: 1, fineRate: 0.5 }, { steps: 2 })).toEqual({
      ...base.config,
      steps: 2,
      fineRate: 0.5,
    });
  });
});

describe('parseSeeds', () => {
  it('reads numbers and ranges', () => {
    expect(parseSeeds('100-103, 7,9-9')).toEqual([100, 101, 102, 103, 7, 9]);
  });
  it.each(['', '1-', '-1', '3-1', '1.5', 'a', '1,,2', '1-3,2'])('refuses "%s"', (text) => {
    expect(() => parseSeeds(text)).toThrow(/--seeds must/);
  });
});

describe('the experiments', () => {
  it.each(experiments.map((experiment) => [experiment.name, experiment] as const))(
    '%s: every preset has seeds from 100 on, and arms of different settings',
    (_, experiment) => {
      for (const { groups } of Object.values(experiment.presets)) {
        for (const { seeds } of groups) expect(Math.min(...parseSeeds(seeds))).toBeGreaterThanOrEqual(100);
      }
      const settings = Object.values(experiment.arms).map((arm) =>
        JSON.stringify(mergeConfig(experiment, arm.config)),
      );
      expect(new Set(settings).size).toBe(settings.length);
    },
  );

  it('try themselves on no seed of a plan', () => {
    // The runs of the confirmation were made before; its smoke preset ran on a seed of theirs.
    const planned = experiments.filter(({ name }) => name !== 'two-scale-one-shot-confirmation');
    for (const { name, presets, preRegistration } of planned) {
      if (!preRegistration) continue;
      const kept = [preRegistration.choose, preRegistration.test].flatMap((seeds) => parseSeeds(seeds));
      const tried = presets['smoke']!.groups.flatMap(({ seeds }) => parseSeeds(seeds));
      expect([name, tried.filter((seed) => kept.includes(seed))]).toEqual([name, []]);
    }
  });

  it('are found by name only', () => {
    expect(() => findExperiment('two-scales')).toThrow(
      `experiment must be one of ${experiments.map(({ name }) => name).join(', ')}, got "two-scales"`,
    );
  });

  it('name their arms by the learning rate only where it is not their own', () => {
    const { arms } = findExperiment('two-scale');
    expect(arms['none']!.config['learningRate']).toBe(0.02);
    expect(arms['both-0.8-shared-lr-0.05']).toMatchObject({
      config: { learningRate: 0.05, fineRate: 0.8, coarseRate: 0.8 },
      against: ['none-lr-0.05'],
    });
    expect(Object.keys(arms)).toHaveLength(32);
  });
});
