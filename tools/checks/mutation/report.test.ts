// The report fails when the page and what was found disagree, and names what is open: on a copy of what it reads, with planted faults.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { repositoryRoot } from '../../packaging/packages.mjs';
import { coreFiles, hashOf, type MeasuredFile, packages, read, readResult } from './results.mjs';

const root = mkdtempSync(join(tmpdir(), 'backdropjs-scores-'));
const found = (name: string) => `tools/checks/mutation/found/${name}.json`;
const write = (path: string, text: string) => writeFileSync(join(root, path), text);

function report(...args: string[]) {
  const { status, stdout } = spawnSync('node', [join(root, 'tools/checks/mutation/report.mjs'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout };
}

/** As if every core file had been measured as it is now, and every mutant noticed. */
function complete(name: string): MeasuredFile[] {
  const [any] = readResult('random');
  return coreFiles(name).map((file) => ({
    ...any!,
    ...{ file, hash: hashOf(read(file)), mutants: 10, noticed: 10, survivors: [] },
  }));
}

beforeEach(() => {
  const paths = ['tools/checks/mutation', 'tools/packaging', 'architecture/mutation.md'];
  for (const path of [...paths, ...packages.map((name) => `packages/${name}/src`)])
    cpSync(join(repositoryRoot, path), join(root, path), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('passes on what is committed', () => {
  expect(report()).toMatchObject({ status: 0, stdout: expect.stringContaining('random: mutation score') });
});

it.each([
  ['a score', (files: MeasuredFile[]) => files[0]!.noticed--],
  ['a date', (files: MeasuredFile[]) => (files[0]!.date = '2000-01-01')],
  ['tests', (files: MeasuredFile[]) => (files[0]!.tests = ['test/errors'])],
  [
    'a verdict',
    (files: MeasuredFile[]) => (files.find((file) => file.survivors[0])!.survivors[0]!.verdict = 'a fault'),
  ],
])('fails when the page does not follow %s', (_, change) => {
  const files = readResult('random');
  change(files);
  write(found('random'), JSON.stringify(files));
  expect(report()).toMatchObject({ status: 1, stdout: expect.stringContaining('run node tools/checks/mut') });
  expect(report('--write').status).toBe(0);
  expect(report().status).toBe(0);
});

it('fails when the page is edited, or coverage measured again', () => {
  const page = readFileSync(join(root, 'architecture/mutation.md'), 'utf8');
  write('architecture/mutation.md', page.replace('## Survivors', '## Nothing survives'));
  expect(report().status).toBe(1);
  write('architecture/mutation.md', page);
  write(found('coverage'), '{ "packages": {} }');
  expect(report().status).toBe(1);
});

it('--current passes when all is measured and high, and names what is not', () => {
  for (const name of packages) write(found(name), JSON.stringify(complete(name)));
  expect(report('--write').status).toBe(0);
  expect(report('--current').status).toBe(0);

  const files = complete('random');
  files.find(({ file }) => file.endsWith('/key.ts'))!.hash = '0';
  write(found('random'), JSON.stringify(files));
  expect(report('--current')).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/CHANGED .*: packages\/random\/src\/key.ts/),
  });

  write(found('random'), JSON.stringify(complete('random').filter(({ file }) => !file.endsWith('/key.ts'))));
  report('--write');
  expect(report('--current')).toMatchObject({
    status: 3,
    stdout: expect.stringContaining('OPEN: never measured: packages/random/src/key.ts'),
  });

  write(found('random'), JSON.stringify(complete('random').map((file) => ({ ...file, noticed: 8 }))));
  report('--write');
  expect(report('--current')).toMatchObject({
    status: 3,
    stdout: expect.stringContaining('OPEN: score under 90 %: random, 80.0 %'),
  });
});
