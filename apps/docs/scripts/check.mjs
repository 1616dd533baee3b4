// `pnpm --filter @backdropjs/docs check`: all checks of the site: built below a path of some origin and at the root, its programs and messages, and
// every page and demo of it in Chromium in all sizes and colors (in CI, pages take turns). The packages are built before. Leaves pictures of
// all pages in .vitepress/screenshots, to be looked at. What is printed on pages is followed in empty folders by `pnpm run release:rehearse`.
import { spawnSync } from 'node:child_process';

function run(name, command, env = {}) {
  const start = Date.now();
  const { status } = spawnSync('pnpm', command, { stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: ${name}, ${Math.round((Date.now() - start) / 1000)} s`);
  return status === 0;
}

const results = [
  run('links and weight below /backdropjs/', ['build'], {
    DOCS_BASE: '/backdropjs/',
    DOCS_ORIGIN: 'https://example.org',
  }),
  run('links and weight at /', ['build'], { DOCS_BASE: '/' }),
  run('reference, programs, messages, READMEs, results', ['exec', 'vitest', 'run']),
  run('pages and demos in Chromium', ['test:browser'], {
    BACKDROPJS_DOCS_PAGES: 'all',
    BACKDROPJS_LOOKS: 'all',
    BACKDROPJS_SCREENSHOTS: '.vitepress/screenshots',
  }),
];
process.exit(results.every(Boolean) ? 0 : 1);
