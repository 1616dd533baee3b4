// Apps made by bundlers, opened in Chromium. A bundler may not print a warning either.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, serve } from '../release/run.mjs';
import { serveFolder } from './browser.mjs';
import { entry, keep } from './folders.mjs';

const all = ['random', 'fields', 'losses', 'operator', 'backend', 'layers', 'training'];
/** Needs no gradient but those that the backend registers: tfjs-layers, which registers them too, is not in the app. */
const coreAlone = ['training'];

const page = (script) =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="./${script}"></script>\n`;

/** Writes an app into a folder of its own inside of the project, whose packages it finds; returns that folder. */
function app(folder, name, programs, html = page('main.mjs')) {
  const root = join(folder, name);
  mkdirSync(join(root, 'public/tfjs'), { recursive: true });
  cpSync(join(folder, 'programs'), join(root, 'programs'), { recursive: true });
  const wasm = join(folder, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
  for (const kind of ['', '-simd', '-threaded-simd'])
    cpSync(
      join(wasm, `tfjs-backend-wasm${kind}.wasm`),
      join(root, `public/tfjs/tfjs-backend-wasm${kind}.wasm`),
    );
  writeFileSync(join(root, 'index.html'), html);
  writeFileSync(join(root, 'paths.mjs'), "globalThis.wasmPaths = new URL('/tfjs/', location.href).href;\n");
  writeFileSync(join(root, 'main.mjs'), `import './paths.mjs';\n${entry(programs, keep)}`);
  return root;
}

async function openFolder(root, browser) {
  const { url, stop } = await serveFolder(root);
  try {
    const { result, stderr } = await browser.open(url);
    return { results: result, stderr };
  } finally {
    stop();
  }
}

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
const withoutSizes = (text) =>
  text
    .replace(/\(!\) Some chunks are larger[\s\S]*$/, '')
    .replace(/\[PLUGIN_TIMINGS\][\s\S]*?#bundlertimings\n?/, '');

/** Backends that are not installed: what the README tells users of each bundler to write. */
const missing = '/^@tensorflow\\/tfjs-backend-web(gl|gpu)$/';

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
  ignoreWarnings: [{ module: /@backdropjs.backend/, message: /Can't resolve '@tensorflow.tfjs-backend-/ }],
  resolve: { fallback: { fs: false, path: false, os: false, perf_hooks: false, util: false, crypto: false, worker_threads: false } },
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
  external: ${missing},
  plugins: [resolve({ browser: true, exportConditions: ['browser'] }), commonjs()],
  onwarn(warning, warn) { if (!/node_modules.@tensorflow|node_modules.(long|seedrandom)/.test(warning.id ?? warning.loc?.file ?? warning.ids?.[0] ?? '')) warn(warning); },
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
  ...[
    ["script-src 'self' 'wasm-unsafe-eval'", all],
    ["script-src 'self'", ['random', 'fields', 'losses', 'operator']],
  ].map(([policy, programs]) => ({
    name: `page under ${policy}`,
    programs,
    // Without WebAssembly, fields come from plain JavaScript, with other last bits.
    ...(policy.includes('wasm') ? {} : { expects: { fields: 'fieldsWithoutWebAssembly' } }),
    async run({ folder, browser }) {
      const root = app(folder, `policy-app-${programs.length}`, programs);
      const { stderr } = await run(
        join(folder, 'node_modules/@esbuild/linux-x64/bin/esbuild'),
        [
          'main.mjs',
          '--bundle',
          '--format=esm',
          '--outdir=public',
          '--out-extension:.js=.mjs',
          '--log-level=warning',
        ],
        { cwd: root },
      );
      writeFileSync(join(root, 'public/index.html'), page('main.mjs'));
      const { url, stop } = await serveFolder(join(root, 'public'), { 'content-security-policy': policy });
      try {
        const opened = await browser.open(url);
        return { results: opened.result, stderr: stderr + opened.stderr };
      } finally {
        stop();
      }
    },
  })),
  {
    name: 'import map, no bundler',
    programs: ['random', 'fields', 'losses'],
    async run({ folder, browser }) {
      const names = ['random', 'fields', 'losses'];
      const imports = Object.fromEntries([
        ...names.map((name) => [`@backdropjs/${name}`, `./node_modules/@backdropjs/${name}/dist/index.js`]),
        ['@backdropjs/random/math', './node_modules/@backdropjs/random/dist/math.js'],
        ['@backdropjs/random/unchecked', './node_modules/@backdropjs/random/dist/unchecked.js'],
      ]);
      writeFileSync(join(folder, 'map.mjs'), entry(names, keep));
      writeFileSync(
        join(folder, 'index.html'),
        `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify({ imports })}</script><script type="module" src="./map.mjs"></script>`,
      );
      return openFolder(folder, browser);
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
