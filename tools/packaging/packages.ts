import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** What this repository's checks need of a package.json. */
export interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  exports: Record<string, unknown>;
}

/** The published packages: every folder of `packages/`, with its manifest. */
export function publicPackages(): { directory: string; manifest: Manifest }[] {
  const parent = join(repositoryRoot, 'packages');
  return readdirSync(parent)
    .sort()
    .map((folder) => join(parent, folder))
    .map((directory) => ({
      directory,
      manifest: JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest,
    }));
}

/** The specifiers a user can import from a package: its name and its subpaths, without `./package.json`. */
export function entryPoints(manifest: Manifest): string[] {
  return Object.keys(manifest.exports)
    .filter((subpath) => subpath !== './package.json')
    .map((subpath) => manifest.name + subpath.slice(1));
}
