// Suites of which every change runs a share are run in full, or in larger shares, before a release: by their names, as the variables too.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../packaging/packages.mjs';

const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8');
const check = read('tools/checks/all.mjs');

/** Variables that tests read, which say something else than how much is tried; or are for somebody who looks for a fault by hand. */
const others = [
  'CHECKED_KERNELS', // set by a step of its own
  'FUZZ_SEED',
  'GOLDEN_DIR',
  'MUTATION_PLAN',
  'PYTHON',
  'QUEUED_RUNS', // needs a Redis
  'SMOKE_RECORDS', // what .ci/run has recorded already
  'SWEEP_SEED',
].map((name) => `BACKDROPJS_${name}`);

const tests = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], {
  cwd: repositoryRoot,
  encoding: 'utf8',
}).stdout.trim();

/** The variables that a file reads, each with the file. */
const reads = tests
  .split('\n')
  .filter((path) => /\btest(ing)?\/|\.test\.ts$|browser\.config\.ts$/.test(path))
  .flatMap((path) =>
    [...read(path).matchAll(/process\.env\['(BACKDROPJS_\w+)'\]/g)].map(([, name]) => ({
      path,
      name: name!,
    })),
  )
  .filter(({ name }) => !others.includes(name));

it('every share is larger before a release', () => {
  expect(reads.length).toBeGreaterThan(15);
  expect(reads.filter(({ name }) => !check.includes(`${name}:`))).toEqual([]);
});

/** The paths in a part of the script, each of which stands for the files that begin so. */
const pathsIn = (part: string) =>
  [...part.matchAll(/'((?:packages|apps)\/[^']+)'/g)].map(([, path]) => path!);
/** What the step of suites in Node runs, and the one of browsers, which takes other files: neither stands for the other. */
const inNode = pathsIn(/^const suites = \[([\s\S]*?)^\];/m.exec(check)![1]!);
const inBrowsers = pathsIn(/'--config', 'vitest\.browser\.config\.ts'([\s\S]*?)^ {4}\),/m.exec(check)![1]!);
const isRun = (file: string) =>
  (file.endsWith('.browser.ts') ? inBrowsers : inNode).some((path) => file.startsWith(path));

it('every suite with a share is run there', () => {
  expect(Math.min(inNode.length, inBrowsers.length)).toBeGreaterThan(3);
  // Not aids, whose readers are suites with other names.
  const files = reads.map(({ path }) => path).filter((path) => /\.(test|browser)\.ts$/.test(path));
  expect(files.filter((file) => !isRun(file))).toEqual([]);
});

it('what browsers leave out whole until then is told', () => {
  const [, told] = /^## What only a release looks at\n([\s\S]*?)^## /m.exec(read('CONTRIBUTING.md'))!;
  const left = reads
    .filter(({ path, name }) => /browser\.(config\.)?ts$/.test(path) && check.includes(`${name}: 'all'`))
    .map(({ name }) => name);
  const rows = [...told!.matchAll(/^\| `(BACKDROPJS_\w+)` \|/gm)].map(([, name]) => name);
  expect(rows.sort()).toEqual([...new Set(left)].sort());
});

it('every path there is of some file that the step takes', () => {
  const files = tests.split('\n');
  const leads = (ending: string) => (path: string) =>
    files.some((file) => file.startsWith(path) && file.endsWith(ending));
  expect(inNode.filter((path) => !leads('.test.ts')(path))).toEqual([]);
  expect(inBrowsers.filter((path) => !leads('.browser.ts')(path))).toEqual([]);
});

it('every fuzzer of exports is run there', () => {
  const fuzzers = tests
    .split('\n')
    .filter((path) => path.endsWith('.test.ts') && /testing\/fuzz'|\.\/hostile'/.test(read(path)));
  expect(fuzzers.length).toBeGreaterThan(5);
  expect(fuzzers.filter((file) => !isRun(file))).toEqual([]);
});
