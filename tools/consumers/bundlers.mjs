// Apps made by bundlers, opened in Chromium. A bundler may not print a warning either.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';
import { run, serve } from '../release/run.mjs';
import { app, openFolder, page } from './app.mjs';
import { entry } from './folders.mjs';

const all = ['random', 'fields', 'losses', 'operator', 'backend', 'layers', 'training'];
/** Needs no gradient but those that the backend registers: tfjs-layers, which registers them too, is not in the app. */
const coreAlone = ['training'];

const vite = (version, mode, programs, kind) => ({
  name: `Vite ${version}, ${mode}, ${kind}`,
  short: version === '8' && kind === 'tfjs-core alone',
  programs,
  async run({ folder, browser }) {
    const root = app(folder, `vite-${version}-${mode}-${programs.length}`, programs);
    const bin = join(folder, `node_modules/vite-${version}/bin/vite.js`);
    if (mode === 'build') {
      const { stderr } = await run(
        process.execPath,
        [bin, 'build', '--logLevel', 'warn', '--target', 'es2022'],
        { cwd: root },
      );
      const opened = await openFolder(join(root, 'dist'), browser);
      return { ...opened, stderr: withoutSizes(stderr) + opened.stderr };
    }
    // A cache of its own: the first visit of a dev server bundles what is imported, and may load the page again.
    writeFileSync(join(root, 'vite.config.mjs'), `export default { cacheDir: './.cache' };\n`);
    const { said, stop } = await serve(
      process.execPath,
      [bin, '--host', '127.0.0.1', '--port', '0'],
      /Local:.*http/,
      { cwd: root },
    );
    try {
      const url = said.match(/http:\/\/127\.0\.0\.1:\d+\//)[0];
      const { result, stderr } = await browser.open(url);
      return { results: result, stderr };
    } finally {
      await stop();
    }
  },
});

/** tfjs is large, and a busy machine slow: bundlers say so. */
export const withoutSizes = (text) =>
  text
    .replace(/\(!\) Some chunks are larger.*\n(- .*(\n|$))*/, '')
    .replace(/\[PLUGIN_TIMINGS\][\s\S]*?#bundlertimings\n?/, '');

const guide = 'apps/docs/learn/start-browser.md';
/** What a page of the site tells users of a bundler to write into its configuration. */
export const recipe = (file, page = guide) =>
  readFileSync(join(repositoryRoot, page), 'utf8').match(
    new RegExp(`^// ${file}\\n([\\s\\S]*?)\\n(?:\\n|\`\`\`)`, 'm'),
  )[1];

/** @type {import('./index.mjs').Consumer[]} */
export const bundlers = [
  ...['7', '8'].flatMap((version) =>
    ['build', 'dev'].flatMap((mode) => [
      vite(version, mode, coreAlone, 'tfjs-core alone'),
      vite(version, mode, all, 'all'),
    ]),
  ),
  {
    name: 'webpack',
    programs: all,
    async run({ folder, browser }) {
      const root = app(folder, 'webpack-app', all, page('main.js'));
      writeFileSync(
        join(root, 'webpack.config.cjs'),
        `module.exports = {
  mode: 'production', entry: './main.mjs', devtool: false, performance: { hints: false },
  output: { path: __dirname + '/public' },
  ${recipe('webpack.config.js')}
};\n`,
      );
      const { stdout, stderr } = await run(
        process.execPath,
        [
          join(folder, 'node_modules/webpack/bin/webpack.js'),
          '--config',
          'webpack.config.cjs',
          '--stats',
          'errors-warnings',
        ],
        { cwd: root },
      );
      writeFileSync(join(root, 'public/index.html'), page('main.js'));
      const opened = await openFolder(join(root, 'public'), browser);
      return { ...opened, stderr: stdout.replace(/^webpack .*compiled.*$/m, '') + stderr + opened.stderr };
    },
  },
  {
    name: 'esbuild, splitting',
    programs: all,
    async run({ folder, browser }) {
      const root = app(folder, 'esbuild-app', all);
      const { stderr } = await run(
        join(folder, 'node_modules/@esbuild/linux-x64/bin/esbuild'),
        [
          'main.mjs',
          '--bundle',
          '--splitting',
          '--format=esm',
          '--minify',
          '--outdir=public',
          '--out-extension:.js=.mjs',
          '--log-level=warning',
        ],
        { cwd: root },
      );
      writeFileSync(join(root, 'public/index.html'), page('main.mjs'));
      const opened = await openFolder(join(root, 'public'), browser);
      return { ...opened, stderr: stderr + opened.stderr };
    },
  },
  {
    name: 'Rollup',
    programs: all,
    async run({ folder, browser }) {
      const root = app(folder, 'rollup-app', all);
      writeFileSync(
        join(root, 'rollup.config.mjs'),
        `import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
export default {
  input: 'main.mjs', output: { dir: 'public', format: 'es', entryFileNames: '[name].mjs' },
  plugins: [resolve({ browser: true }), commonjs()],
  ${recipe('rollup.config.js')}
};\n`,
      );
      const { stderr } = await run(
        process.execPath,
        [
          join(folder, 'node_modules/rollup/dist/bin/rollup'),
          '-c',
          'rollup.config.mjs',
          '--silent=false',
          '--no-stdin',
        ],
        { cwd: root },
      );
      writeFileSync(join(root, 'public/index.html'), page('main.mjs'));
      const opened = await openFolder(join(root, 'public'), browser);
      return {
        ...opened,
        stderr: stderr.replace(/^.*(→|created).*$/gm, '') + opened.stderr,
      };
    },
  },
  {
    name: 'Web Worker (module)',
    programs: all,
    async run({ folder, browser }) {
      const root = app(folder, 'worker-app', all, page('page.mjs'));
      writeFileSync(
        join(root, 'page.mjs'),
        "const worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });\nworker.onmessage = ({ data }) => (globalThis.result = data);\nworker.onerror = ({ message }) => (globalThis.result = { error: message });\n",
      );
      writeFileSync(
        join(root, 'worker.mjs'),
        `import './paths.mjs';\n${entry(all, '(results) => postMessage(results)')}`,
      );
      writeFileSync(join(root, 'vite.config.mjs'), "export default { worker: { format: 'es' } };\n");
      const { stderr } = await run(
        process.execPath,
        [
          join(folder, 'node_modules/vite-8/bin/vite.js'),
          'build',
          '--logLevel',
          'warn',
          '--target',
          'es2022',
        ],
        { cwd: root },
      );
      const opened = await openFolder(join(root, 'dist'), browser);
      return { ...opened, stderr: withoutSizes(stderr) + opened.stderr };
    },
  },
];

/** What the project has to have installed. */
export const bundlerPackages = {
  'vite-7': 'npm:vite@7.3.8',
  'vite-8': 'npm:vite@8',
  webpack: 'latest',
  'webpack-cli': 'latest',
  esbuild: 'latest',
  rollup: 'latest',
  '@rollup/plugin-commonjs': 'latest',
  '@rollup/plugin-node-resolve': 'latest',
};
