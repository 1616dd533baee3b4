// Pages without a bundler, and under policies.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';
import { run } from '../release/run.mjs';
import { app, openFolder, page } from './app.mjs';
import { entry, keep } from './folders.mjs';

const all = ['random', 'fields', 'losses', 'operator', 'backend', 'layers', 'training'];

/** Modules of the packages that need nothing else. */
const numericMap = Object.fromEntries(
  Object.entries({
    random: 'random/dist/index',
    'random/math': 'random/dist/math',
    'random/unchecked': 'random/dist/unchecked',
    fields: 'fields/dist/index',
    losses: 'losses/dist/index',
    'losses/tfjs': 'losses/dist/tfjs',
  }).map(([name, file]) => [`@backdropjs/${name}`, `/node_modules/@backdropjs/${file}.js`]),
);

/** Opens a page of the project itself, whose modules the browser finds by a map. */
async function openWithMap(folder, name, programs, imports, browser) {
  writeFileSync(
    join(folder, `${name}.mjs`),
    `globalThis.wasmPaths = '/node_modules/@tensorflow/tfjs-backend-wasm/dist/';\n${entry(programs, keep)}`,
  );
  writeFileSync(
    join(folder, `${name}.html`),
    page(`${name}.mjs`).replace(
      '<script',
      `<script type="importmap">${JSON.stringify({ imports })}</script><script`,
    ),
  );
  return openFolder(folder, browser, {}, `${name}.html`);
}

/** @type {import('./index.mjs').Consumer[]} */
export const pages = [
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
      const opened = await openFolder(join(root, 'public'), browser, { 'content-security-policy': policy });
      return { ...opened, stderr: stderr + opened.stderr };
    },
  })),
  {
    name: 'import map, no bundler',
    programs: ['random', 'fields', 'losses'],
    run: ({ folder, browser, programs }) => openWithMap(folder, 'numeric', programs, numericMap, browser),
  },
  {
    name: 'import map of the guide, no bundler',
    programs: ['backend', 'layers', 'training'],
    run: ({ folder, browser, programs }) => {
      const guide = readFileSync(join(repositoryRoot, 'apps/docs/packages/backend.md'), 'utf8');
      const { imports } = JSON.parse(guide.match(/<script type="importmap">([\s\S]*?)<\/script>/)[1]);
      return openWithMap(folder, 'tfjs', programs, { ...numericMap, ...imports }, browser);
    },
  },
];
