// What comes of the runs of the smoke presets must not change by itself, see frozen.test.ts. Those that are recorded in the folder
// BACKDROPJS_SMOKE_RECORDS are not run again: .ci/run has `npm run reproduce` record all that need no data.
import { initBackend } from '@backdropjs/backend';
import { expect, it, onTestFinished, vi } from 'vitest';
import { dataFolderVariable, useDataFolder } from '../src/data/data-folder';
import { datasets } from '../src/data/datasets';
import { experiments } from '../src/experiments';
import { listRuns } from '../src/experiments/run-list';
import { canonicalJson } from '../src/records/canonical-json';
import { readRecords } from '../src/records/record-file';
import { runJob } from '../src/tasks';
import { writeCifar10, writeTextures } from './support/data';
import { hash, textOf } from './support/frozen';
import { temporaryFolder } from './support/records';

const given = process.env['BACKDROPJS_SMOKE_RECORDS'];

it('the smoke presets give the same metrics and curves, bit for bit', async () => {
  const recorded = new Map(
    given === undefined ? [] : readRecords(given).map((record) => [record.id, record]),
  );
  vi.stubEnv(dataFolderVariable, '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = temporaryFolder();
  writeCifar10(folder, 30);
  await writeTextures(`${folder}/uiuc-texture`, 2);
  // The crops of halves want their images as large as they are in the plan.
  const large = temporaryFolder();
  await writeTextures(`${large}/uiuc-texture`, 2, 320, 240);
  await initBackend({ backends: ['wasm'] });
  const lines: string[] = [];
  for (const experiment of experiments) {
    const dataset = experiment.data && datasets[experiment.data];
    const own = experiment.name === 'textures-halves' ? large : folder;
    useDataFolder(own);
    const data = dataset && (await dataset.fingerprint(dataset.locate(own)!));
    for (const run of listRuns(experiment, 'smoke', { backend: 'wasm', data })) {
      if (given !== undefined && !dataset) expect([run, recorded.has(run.id)]).toEqual([run, true]);
      const { metrics, curve } = recorded.get(run.id) ?? (await runJob(run));
      const name = experiment.metrics[0].name;
      const digest = hash([canonicalJson({ metrics, curve })]);
      lines.push(`${experiment.name} ${run.arm} ${run.seed}: ${name} ${metrics[name]}, ${digest}`);
    }
  }
  await expect(
    textOf('Runs of the smoke presets: the first metric, and a hash of all metrics and the curve.', lines),
  ).toMatchFileSnapshot('frozen/smoke.txt');
});
