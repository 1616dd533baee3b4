// An app of Next.js: a page that computes on the client, and route handlers on cpu and on wasm. Its configuration is that of the backend's guide.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';
import { run, serve } from '../release/run.mjs';
import { addPrograms, installProject, tfjs } from './folders.mjs';

const all = ['random', 'fields', 'losses', 'operator', 'backend', 'layers', 'training'];
const onCpu = ['random', 'fields', 'losses', 'operator'];
const onWasm = ['backend', 'layers', 'training'];

const programs = (names, from) => `
async function results() {
  const found = {};
${names
  .map(
    (name) =>
      `  found.${name} = await import('${from}/programs/${name}.mjs').then((module) => module.${name}()).catch((error) => ({ error: String(error.stack ?? error) }));`,
  )
  .join('\n')}
  return found;
}`;

const files = {
  'app/layout.js':
    'export default function Layout({ children }) { return <html lang="en"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>; }\n',
  'app/page.js': `'use client';
import { useEffect } from 'react';
${programs(all, '..')}
export default function Page() {
  useEffect(() => {
    globalThis.wasmPaths = '/tfjs/';
    results().then((found) => { globalThis.result = found; });
  }, []);
  return <p>Training in the browser</p>;
}
`,
  'app/cpu/route.js': `export const dynamic = 'force-dynamic';
${programs(onCpu, '../..')}
export const GET = async () => Response.json(await results());
`,
  'app/wasm/route.js': `export const dynamic = 'force-dynamic';
${programs(onWasm, '../..')}
export const GET = async () => Response.json(await results());
`,
};

/** The lines of the backend's guide. */
const config = () =>
  readFileSync(join(repositoryRoot, 'apps/docs/packages/backend.md'), 'utf8').match(
    /^```js\n\/\/ next\.config\.mjs\n([\s\S]*?)^```$/m,
  )[1];

async function build({ folder, npmrc, versions }) {
  const root = join(folder, '../next');
  const ours = Object.entries(versions).map(([name, version]) => [`@backdropjs/${name}`, version]);
  const react = { next: 'latest', react: 'latest', 'react-dom': 'latest' };
  await installProject(root, { ...Object.fromEntries(ours), ...tfjs, ...react }, npmrc);
  addPrograms(root);
  const wasm = join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
  for (const kind of ['', '-simd', '-threaded-simd'])
    cpSync(
      join(wasm, `tfjs-backend-wasm${kind}.wasm`),
      join(root, `public/tfjs/tfjs-backend-wasm${kind}.wasm`),
    );
  for (const [file, text] of Object.entries({ ...files, 'next.config.mjs': config() })) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const bin = join(root, 'node_modules/next/dist/bin/next');
  const { stderr } = await run(process.execPath, [bin, 'build'], { cwd: root, env });
  return { root, bin, stderr };
}
const env = { NEXT_TELEMETRY_DISABLED: '1' };
let built;

/** Builds the app once, and starts it for each consumer. */
const consumer = (part, programs, visit) => ({
  name: `Next.js, ${part}`,
  programs,
  async run({ browser, ...context }) {
    built ??= build(context);
    const { root, bin, stderr } = await built;
    const start = [bin, 'start', '--hostname', '127.0.0.1', '--port', '0'];
    const ready = /http:\/\/127\.0\.0\.1:\d+[\s\S]*Ready/;
    const { said, stop } = await serve(process.execPath, start, ready, { cwd: root, env });
    try {
      const visited = await visit(said.match(/http:\/\/127\.0\.0\.1:\d+/)[0], browser);
      return { results: visited.result, stderr: stderr + visited.stderr };
    } finally {
      await stop();
    }
  },
});
const ask = async (address) => ({ result: await (await fetch(address)).json(), stderr: '' });

/** @type {import('./index.mjs').Consumer[]} */
export const next = [
  consumer('page', all, (url, browser) => browser.open(`${url}/`)),
  consumer('route handler on cpu', onCpu, (url) => ask(`${url}/cpu`)),
  consumer('route handler on wasm', onWasm, (url) => ask(`${url}/wasm`)),
];
