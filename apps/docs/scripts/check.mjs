// `pnpm --filter @backdropjs/docs check`: all that CI checks of the site, which it builds below a path that nobody would write: a link that
// leads somewhere there does so wherever the site is served. With `--all`, every page and demo in all sizes and colors, how long demos keep
// the page busy, and pictures of all pages in .vitepress/screenshots, to be looked at. The packages are built before. What is printed on
// pages is followed in empty folders by `pnpm run release:rehearse`.
import { spawnSync } from 'node:child_process';

const where = { DOCS_BASE: '/some/where/', DOCS_ORIGIN: 'https://example.org' };
const everything = {
  BACKDROPJS_DOCS_PAGES: 'all',
  BACKDROPJS_LOOKS: 'all',
  BACKDROPJS_SCREENSHOTS: '.vitepress/screenshots',
};
const all = process.argv.includes('--all') ? everything : {};

/** Both projects of the tests in Node: those that need a process of their own are one apart. */
const projects = ['docs', 'docs-alone'].map((name) => `--project=${name}`);

function run(name, command, own = {}, cwd = '.') {
  const env = { ...process.env, ...all, ...own };
  const start = Date.now();
  const { status } = spawnSync('pnpm', command, { cwd, stdio: 'inherit', env });
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: ${name}, ${Math.round((Date.now() - start) / 1000)} s`);
  return status === 0;
}

const results = [
  run('build with reference, links and weight', ['build'], where),
  run(
    'programs, messages, READMEs, results, values of demos',
    ['exec', 'vitest', 'run', ...projects],
    {},
    '../..',
  ),
  run('pages and demos in Chromium', ['test:browser']),
];
process.exit(results.every(Boolean) ? 0 : 1);
