import { initBackend } from '@backdropjs/backend';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { collectSections } from '../src/analysis/sections';
import { cifar10 } from '../src/data/cifar-10/dataset';
import { dataFolderVariable, useDataFolder } from '../src/data/data-folder';
import { uiucTexture } from '../src/data/uiuc-texture/dataset';
import { findExperiment } from '../src/experiments';
import { listRuns } from '../src/experiments/run-list';
import { readRecords } from '../src/records/record-file';
import { sectionFacts } from '../src/report/notes';
import { runJob } from '../src/tasks';
import { runCli } from './support/command-line';
import { writeCifar10, writeTextures } from './support/data';
import { recordOf, temporaryFolder } from './support/records';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

beforeEach(() => {
  vi.stubEnv(dataFolderVariable, '');
  onTestFinished(() => void vi.unstubAllEnvs());
});

async function folderWithData(): Promise<string> {
  const folder = temporaryFolder();
  writeCifar10(folder, 30);
  await writeTextures(`${folder}/uiuc-texture`, 2);
  return folder;
}

const fingerprintOf = { 'auc-cifar10': cifar10, textures: uiucTexture };

describe('training on data in a folder', () => {
  it.each([
    ['auc-cifar10', 'rate-0.9'],
    ['auc-cifar10', 'cross-entropy-100'],
    ['textures', 'both-0.8'],
    ['textures', 'crop-60'],
  ] as const)('%s, %s: the same twice, without a leak, and on no other data', async (name, arm) => {
    const folder = await folderWithData();
    useDataFolder(folder);
    const dataset = fingerprintOf[name];
    const data = await dataset.fingerprint(dataset.locate(folder)!);
    const experiment = findExperiment(name);
    const [run] = listRuns(experiment, 'smoke', { backend: 'wasm', data, arms: [arm] });
    const before = memory().numTensors;
    const { seconds: _, ...results } = await runJob(run!);
    expect(memory().numTensors).toBe(before);
    expect(await runJob(run!)).toMatchObject(results);
    expect(Object.keys(results.metrics).sort()).toEqual(experiment.metrics.map(({ name }) => name).sort());
    const other = { ...run!, config: { ...run!.config, data: 'other data' } };
    await expect(runJob(other)).rejects.toThrow(/must be that of the run, other data, got .*--data-dir/);
  });
});

it('a report keeps results on different data apart, and says which they are', () => {
  const records = ['100 images', '60000 images'].flatMap((data) =>
    listRuns(findExperiment('auc-cifar10'), 'full', { backend: 'wasm', data, seeds: [1] }).map((run) =>
      recordOf(run, { auc: data === '100 images' ? 0.6 : 0.8, bestAuc: 0.9 }),
    ),
  );
  const sections = collectSections(records);
  expect(sections.map(({ summary }) => summary.arms[0]!.metrics['auc']!.mean)).toEqual([0.6, 0.8]);
  expect(sections.map((section) => sectionFacts(section).filter((fact) => fact.startsWith('Data')))).toEqual([
    ['Data: 100 images.'],
    ['Data: 60000 images.'],
  ]);
  expect(sections[0]!.command).toBe('pnpm bench run auc-cifar10 --preset full --data-dir <folder>');
});

describe('the command line', () => {
  it('records which data a run was about, and repeats it for other data', async () => {
    const out = temporaryFolder();
    const smoke = ['run', 'auc-cifar10', '--preset', 'smoke', '--out', out, '--arms', 'rate-0,rate-0.9'];
    const folder = await folderWithData();
    expect((await runCli(...smoke, '--data-dir', folder)).code).toBe(0);
    expect((await runCli(...smoke, '--data-dir', folder)).stderr).toMatch(/^0 runs to do, 2 recorded/);
    const more = temporaryFolder();
    writeCifar10(more, 40);
    expect((await runCli(...smoke, '--data-dir', more)).code).toBe(0);
    expect(readRecords(out).map(({ config }) => String(config['data']).split(', SHA')[0])).toEqual([
      'CIFAR-10, 150 + 30 images',
      'CIFAR-10, 150 + 30 images',
      'CIFAR-10, 200 + 40 images',
      'CIFAR-10, 200 + 40 images',
    ]);
    // A section of its own for each data; neither has all arms of the preset.
    expect((await runCli('report', '--out', out)).code).toBe(3);
  });

  it('says what is missing, before anything is written', async () => {
    const [out, empty] = [`${temporaryFolder()}/results`, temporaryFolder()];
    const { code, stderr } = await runCli('run', 'textures', '--data-dir', empty, '--out', out);
    expect(code).toBe(1);
    for (const part of [
      `must be in ${empty}, got nothing there`,
      'T21-T25.zip',
      'SHA1 f9c2b8af',
      '--data-dir',
    ])
      expect(stderr).toContain(part);
    expect(() => readRecords(out)).not.toThrow();
    expect(readRecords(out)).toEqual([]);
  });
});
