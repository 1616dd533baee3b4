import { describe, expect, it } from 'vitest';
import { findExperiment } from '.';
import { listRuns, visiblePresets } from './run-list';

const twoScale = findExperiment('two-scale');
const list = (preset: string, selection = {}) =>
  listRuns(twoScale, preset, { backend: 'wasm', ...selection });

describe('listRuns', () => {
  it('lists each arm with its seeds, seed by seed', () => {
    const runs = list('quick');
    expect(runs).toHaveLength(14 + 14 + 6);
    expect(runs.slice(0, 3).map(({ seed, arm }) => [seed, arm])).toEqual([
      [100, 'none'],
      [100, 'both-0.8-shared'],
      [100, 'crop-32'],
    ]);
    expect(runs.at(-1)).toMatchObject({
      seed: 113,
      arm: 'both-0.8-shared',
      preset: 'quick',
      task: 'two-scale',
    });
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
  });

  it('gives one id to the same settings of two presets, another to other settings and backends', () => {
    const full = new Set(list('full').map(({ id }) => id));
    expect(list('quick').every(({ id }) => full.has(id))).toBe(true);
    expect(list('smoke').some(({ id }) => full.has(id))).toBe(false);
    expect(list('quick', { backend: 'cpu' }).some(({ id }) => full.has(id))).toBe(false);
  });

  it('gives other ids to other data, and none to data that is not identified', () => {
    const cifar10 = findExperiment('auc-cifar10');
    const ids = (data?: string) =>
      listRuns(cifar10, 'smoke', { backend: 'wasm', data }).map(({ id, config }) => [id, config['data']]);
    const [part, whole] = [ids('100 images'), ids('60000 images')];
    expect(part[0]![1]).toBe('100 images');
    expect(whole.map(([id]) => id)).not.toEqual(expect.arrayContaining([part[0]![0]]));
    expect(ids('100 images')).toEqual(part);
    expect(() => ids()).toThrow('data of auc-cifar10 must be the fingerprint of cifar-10, got undefined');
    expect(() => list('quick', { data: '100 images' })).toThrow(
      'data of two-scale, which has none, must be left out',
    );
  });

  it('takes other seeds and fewer arms', () => {
    const runs = list('quick', { seeds: [7, 5], arms: ['crop-32', 'none'] });
    expect(runs.map(({ seed, arm }) => `${seed} ${arm}`)).toEqual([
      '5 none',
      '5 crop-32',
      '7 none',
      '7 crop-32',
    ]);
  });

  it('refuses what does not exist, and lists what does', () => {
    expect(() => list('paper')).toThrow(
      'listRuns: --preset of two-scale must be one of quick, full, got "paper"',
    );
    expect(() => list('quick', { arms: ['crop-48'] })).toThrow(
      '--arms of two-scale, preset quick, must be one of none, both-0.8-shared, crop-32, got "crop-48"',
    );
  });
});

describe('visiblePresets', () => {
  it('leaves out what only checks that everything runs', () => {
    expect(visiblePresets(twoScale)).toEqual(['quick', 'full']);
  });
});
