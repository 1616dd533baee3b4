// `pnpm --filter @backdropjs/docs check`: all checks of the site: built below a path of some origin and at the root, its programs and messages, and
// every page of it in Chromium (in CI, some pages of the reference stand for all). The packages are built before.
import { spawnSync } from 'node:child_process';

function run(name, command, env = {}) {
  const start = Date.now();
  const { status } = spawnSync('pnpm', command, { stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: ${name}, ${Math.round((Date.now() - start) / 1000)} s`);
  return status === 0;
}

const results = [
  run('links below /backdropjs/', ['build'], {
    DOCS_BASE: '/backdropjs/',
    DOCS_ORIGIN: 'https://example.org',
  }),
  run('links at /', ['build'], { DOCS_BASE: '/' }),
  run('weight of the pages', ['exec', 'node', 'scripts/check-weight.mjs']),
  run('reference, programs, messages, READMEs', ['exec', 'vitest', 'run']),
  run('pages in Chromium', ['test:browser'], { BACKDROPJS_DOCS_PAGES: 'all' }),
];
process.exit(results.every(Boolean) ? 0 : 1);
