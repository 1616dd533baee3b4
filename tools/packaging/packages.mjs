import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** With a slash at its end. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @typedef {{ types: string, default: string }} Target
 * @typedef {{ import: Target, require: Target }} Entry
 * @typedef {{ name: string, version: string, license: string, exports: Record<string, Entry | string>, files: string[] }
 *   & { dependencies?: Record<string, string>, peerDependencies?: Record<string, string>, sideEffects: false | string[] }} Manifest
 */

/**
 * The published packages: every folder of `packages/`, with its manifest.
 *
 * @param {string} [root] @returns {{ folder: string, directory: string, manifest: Manifest }[]}
 */
export function publicPackages(root = repositoryRoot) {
  const parent = join(root, 'packages');
  return readdirSync(parent)
    .sort()
    .map((folder) => ({ folder, directory: join(parent, folder) }))
    .map((found) => ({
      ...found,
      manifest: JSON.parse(readFileSync(join(found.directory, 'package.json'), 'utf8')),
    }));
}

/**
 * What a user can import from a package: for each of its `exports` but `./package.json` the specifier, the name of its
 * report of public types, and where the built module and its declarations are.
 *
 * @param {Manifest} manifest @returns {{ subpath: string, specifier: string, report: string, types: string, module: string }[]}
 */
export function entryPoints({ name, exports }) {
  return Object.entries(exports)
    .filter(([subpath]) => subpath !== './package.json')
    .map(([subpath, target]) => ({
      subpath,
      specifier: name + subpath.slice(1),
      report: `${subpath === '.' ? 'index' : subpath.slice(2)}.txt`,
      types: target.import.types,
      module: target.import.default,
    }));
}
