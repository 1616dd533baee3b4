import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'vite';
import { repositoryRoot } from '../packaging/packages.mjs';

const wanted = /^@tensorflow\/tfjs-core\/dist\/(gradients(?=\/)|register_all_gradients$)/;

/** The folder of the bundles, by the folder of tfjs-core. */
const bundles = new Map<string, Promise<string>>();

/** tfjs's gradients as one module, and one that registers them, which share what they import; made once for all processes. */
async function bundle(core: string): Promise<string> {
  const { version } = createRequire(import.meta.url)(join(core, 'package.json')) as { version: string };
  const parent = join(repositoryRoot, 'node_modules/.bundled-gradients');
  const folder = join(parent, version);
  if (existsSync(folder)) return folder;
  mkdirSync(parent, { recursive: true });
  const own = mkdtempSync(join(parent, 'making-'));
  const files = readdirSync(join(core, 'dist/gradients')).filter((file) => /_grad\.js$/.test(file));
  const all = files.map((file) => `export * from ${JSON.stringify(join(core, 'dist/gradients', file))};\n`);
  writeFileSync(join(own, 'gradients.js'), all.join(''));
  await build({
    entryPoints: [join(own, 'gradients.js'), join(core, 'dist/register_all_gradients.js')],
    entryNames: '[name]',
    outdir: own,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  try {
    renameSync(own, folder);
  } catch (error) {
    // Another process was first.
    rmSync(own, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/**
 * tfjs's gradients as Node can load them: their imports lack extensions, so that vite would read the 450 modules that they consist of one by
 * one, for each file of tests.
 */
export const bundledGradients: Plugin = {
  name: 'bundled-gradients',
  enforce: 'pre',
  async resolveId(id, importer) {
    const [, file] = wanted.exec(id) ?? [];
    if (!file || !importer) return undefined;
    const core = dirname(createRequire(importer).resolve('@tensorflow/tfjs-core/package.json'));
    if (!bundles.has(core)) bundles.set(core, bundle(core));
    return join(await bundles.get(core)!, `${file}.mjs`);
  },
};
