// .ci/run adds up what its checks said, and a check that said nothing has failed. The commands that it runs are stubs here.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { repositoryRoot } from '../packaging/packages.mjs';

let root: string;
const report = JSON.stringify({
  numPassedTests: 10,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [],
});

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'backdropjs-ci-'));
  mkdirSync(join(root, 'apps/benchmark/dist'), { recursive: true });
  for (const folder of ['bin', 'tmp']) mkdirSync(join(root, folder));
  cpSync(join(repositoryRoot, '.ci'), join(root, '.ci'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "packageManager": "pnpm@stub" }');
  writeFileSync(join(root, 'pnpm-lock.yaml'), '');
  writeFileSync(join(root, 'apps/benchmark/dist/cli.js'), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Runs it with stubs that write the reports they are asked for, after a line of their own, and note how they are called. */
function ci(planted = '', version = 'stub'): { status: number | null; said: string[]; calls: string[] } {
  const calls = join(root, 'calls');
  const stub = `#!/usr/bin/env bash
[ "$*" != --version ] || { echo '${version}'; exit; }
echo "$(basename "$0") $*" >>'${calls}'
${planted}
while [ $# -gt 0 ]; do
  case $1 in
  --outputFile.json=*) echo '${report}' >"\${1#*=}" ;;
  --report) echo '${report}' >"$2" ;;
  esac
  shift
done
`;
  for (const name of ['npm', 'npx', 'pnpm', 'chromium', 'redis-server'])
    writeFileSync(join(root, 'bin', name), stub, { mode: 0o755 });
  const { status, stdout } = spawnSync('bash', [join(root, '.ci/run')], {
    encoding: 'utf8',
    env: {
      ...process.env,
      TMPDIR: join(root, 'tmp'),
      PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}`,
    },
  });
  return { status, said: stdout.trim().split('\n'), calls: readFileSync(calls, 'utf8').trim().split('\n') };
}

it('adds up steps and suites', () => {
  const { status, said } = ci();
  expect(said.at(-1)).toMatch(/^6\d passed, 0 failed, 5 skipped$/);
  expect(status).toBe(0);
});

it('takes the package manager of the version that package.json names, from npx if the path has another', () => {
  expect(ci().calls).toContain('pnpm run lint');
  rmSync(join(root, 'calls'));
  const { status, said, calls } = ci('', '1.2.3');
  expect(calls.filter((call) => call.startsWith('pnpm'))).toEqual([]);
  expect(calls).toContain('npx --yes --prefer-offline pnpm@stub run lint');
  expect(said.at(-1)).toMatch(/^6\d passed, 0 failed, 5 skipped$/);
  expect(status).toBe(0);
});

it('fails when the suites beside the others are killed', () => {
  const { status, said } = ci('[[ "$*" != *test:browser* ]] || { kill -9 $PPID; exit 1; }');
  expect(said).toContain('failed: site: killed');
  expect(said.at(-1)).toMatch(/passed, [12] failed, 4 skipped$/);
  expect(status).toBe(1);
});

it('fails when a check leaves no result', () => {
  // As a disk without space would have it.
  const { status, said } = ci('[[ "$*" != *lint* ]] || : >"$(dirname "$(ls -d "$TMPDIR"/*/counts)")/counts"');
  expect(said.join('\n')).toMatch(/failed: \d of \d+ checks gave no result/);
  expect(status).toBe(1);
});
