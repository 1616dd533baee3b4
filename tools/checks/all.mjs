// What CI runs before a release besides .ci/run, which it does not repeat: every consumer, the same bits from two folders, and larger
// shares of the suites of which every change runs a small one. --tarballs FOLDER: where to leave the packages that all consumers ran,
// with a note of the commit and their digests if everything passed, without which they are not published.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../packaging/packages.mjs';
import { committed, writeOrigin } from '../release/origin.mjs';

const { values: options } = parseArgs({ options: { tarballs: { type: 'string' } } });
const commit = options.tarballs && (await committed(repositoryRoot));
const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
const pnpm = (...args) => ['npx', '--yes', '--prefer-offline', packageManager, ...args];
const vitest = (...args) => pnpm('exec', 'vitest', 'run', ...args);

/** How much these suites try, where every change tries less: all there is, or as much as a release can wait for. */
const larger = {
  BACKDROPJS_CASES: '3000',
  BACKDROPJS_CHECKED: '1000',
  BACKDROPJS_COMPACTED: '256',
  BACKDROPJS_COMPOSITIONS: 'all',
  BACKDROPJS_DOCS_PAGES: 'all',
  BACKDROPJS_DRAWS: '4000',
  BACKDROPJS_ENGINES: 'all',
  BACKDROPJS_FAULTS: 'all',
  BACKDROPJS_FENCES: '8000',
  BACKDROPJS_FULL_HEAP: '1',
  BACKDROPJS_FUZZ: '1000',
  BACKDROPJS_KILLS: '15',
  BACKDROPJS_LOOKS: 'all',
  BACKDROPJS_PROGRAMS: '1000',
  BACKDROPJS_RESUMES: 'all',
  BACKDROPJS_SCREENSHOTS: join(repositoryRoot, 'apps/docs/.vitepress/screenshots'),
  BACKDROPJS_SCORES: '20000',
  BACKDROPJS_SEEDS: 'all',
  BACKDROPJS_SOAK: 'full',
  BACKDROPJS_SWEEP: '20000',
  BACKDROPJS_WINDOWS: 'all',
  BACKDROPJS_WRONG_CALLS: '1500',
};
const suites = [
  'packages/backend/test/checked/',
  'packages/backend/test/compositions',
  'packages/backend/test/sweep/',
  'packages/backend/test/heap/programs',
  'packages/backend/test/full-heap',
  'packages/backend/test/fuzz',
  'packages/backend/test/kernels/',
  'packages/backend/test/memory',
  'packages/fields/test/fuzz',
  'packages/fields/test/spoiled',
  'packages/losses/test/binned',
  'packages/losses/test/hostile',
  'packages/losses/test/kernel',
  'packages/operator/src/layers/diagnostics',
  'packages/operator/src/layers/fit/resume',
  'packages/operator/test/fuzz/',
  'packages/random/test/fuzz',
  'apps/benchmark/test/cli',
  'apps/benchmark/test/disk-faults',
  'apps/benchmark/test/kill',
  'apps/benchmark/test/soak',
  'apps/docs/test/auc-training',
];

/** Each by its name: its command, and what its environment says besides. */
const steps = [
  ['build', pnpm('exec', 'turbo', 'run', 'build', '--output-logs=errors-only')],
  [
    'a release from the first step to the last',
    ['node', 'tools/release/rehearse.mjs', ...(options.tarballs ? ['--tarballs', options.tarballs] : [])],
  ],
  ['the same tarballs from two folders', ['node', 'tools/checks/reproducible.mjs']],
  ['suites in larger shares', vitest('--maxWorkers=100%', ...suites), larger],
  [
    'kernels that look before each access',
    // Without tensors beyond 2 GiB: to look at each of their accesses takes half an hour.
    vitest(
      ...['--project=backend', '--exclude=**/heap/large.test.ts'],
      ...['checked', 'gradients', 'heap', 'kernels', 'module'].map(
        (name) => `packages/backend/test/${name}/`,
      ),
    ),
    { BACKDROPJS_CHECKED_KERNELS: '1' },
  ],
  [
    "tfjs-core's tests on wasm, beside tfjs's own kernels",
    ['node', 'packages/backend/test/conformance/run.mjs'],
  ],
  [
    'the site and its demos in full, and what browsers try in larger shares',
    vitest(
      ...['--config', 'vitest.browser.config.ts', 'apps/docs/test/site.browser.ts'],
      ...['apps/docs/test/live-page.browser.ts', 'apps/docs/test/main-thread.browser.ts'],
      'packages/operator/test/',
      ...['blobs/blobs', 'multiscale/multiscale', 'sampler/embed', 'statistics/statistics'].map(
        (name) => `packages/fields/src/${name}.test.ts`,
      ),
    ),
    larger,
  ],
  ['sweeps whose workers and Redis are killed more often', pnpm('run', 'test:queue'), larger],
  ['lines and branches that tests run', ['node', 'tools/checks/coverage.mjs']],
  ['core files as their mutants were tried', ['node', 'tools/checks/mutation/report.mjs', '--current']],
  ['known vulnerabilities', ['node', 'tools/checks/audit.mjs']],
];
/** A check that found no answer, or names what is open, ends with 3. */
const outcomes = { 0: 'passed', 3: 'skipped' };

const counts = { passed: 0, FAILED: 0, skipped: 0 };
const lines = steps.map(([name, [command, ...args], shares]) => {
  console.log(`::: ${name}`);
  const start = Date.now();
  const env = { ...process.env, CI: '1', DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1', ...shares };
  const { status } = spawnSync(command, args, { cwd: repositoryRoot, stdio: 'inherit', env });
  const outcome = outcomes[status] ?? 'FAILED';
  counts[outcome]++;
  return `${outcome} after ${((Date.now() - start) / 1000).toFixed(0)} s: ${name}`;
});
console.log(
  `${lines.join('\n')}\n${counts.passed} passed, ${counts.FAILED} failed, ${counts.skipped} skipped`,
);
if (commit && counts.FAILED === 0) writeOrigin(options.tarballs, commit);
process.exitCode = counts.FAILED > 0 ? 1 : 0;
