// Builds and packs the packages of this commit into a folder, whence `release.mjs --tarballs` publishes them:
// `node tools/release/pack.mjs [--canary] FOLDER`.
import { mkdirSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { committed, writeOrigin } from './origin.mjs';
import { pnpm, run } from './run.mjs';
import { tarballsIn } from './tarballs.mjs';

/**
 * Packs the packages of a checkout as they are built there.
 *
 * @param {string} checkout @param {string} folder - empty, or made @returns {Promise<string[]>} the tarballs
 */
export async function packBuilt(checkout, folder) {
  mkdirSync(folder, { recursive: true });
  const [other] = readdirSync(folder);
  if (other) throw new Error(`pack: the folder must be empty, got ${other} in ${folder}; remove it`);
  await Promise.all(
    publicPackages(checkout).map(({ directory }) => pnpm(directory, 'pack', '--pack-destination', folder)),
  );
  return tarballsIn(folder);
}

/** Builds and packs the packages of a checkout. @param {string} checkout @param {string} folder */
export async function pack(checkout, folder) {
  const quiet = '--output-logs=errors-only';
  await pnpm(checkout, 'exec', 'turbo', 'run', 'build', '--filter=./packages/*', quiet);
  return packBuilt(checkout, folder);
}

/**
 * The same in versions of the moment. It is of what is committed, and leaves the checkout as it was.
 *
 * @param {string} checkout @param {string} folder - outside of the checkout, or ignored by git
 */
export async function packCanary(checkout, folder) {
  const here = { cwd: checkout };
  const { stdout: changes } = await run('git', ['status', '--porcelain'], here);
  if (changes !== '')
    throw new Error(`pack: a canary is of what is committed, got changes:\n${changes}commit them first`);
  try {
    await pnpm(checkout, 'exec', 'changeset', 'version', '--snapshot', 'canary');
    return await pack(checkout, folder);
  } finally {
    await run('git', ['reset', '-q', '--hard'], here);
    await run('git', ['clean', '-q', '-f', '-d'], here);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({
    options: { canary: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals.length !== 1)
    throw new Error(
      `pack: one folder must be named, got ${positionals.length}; tools/release/pack.mjs FOLDER`,
    );
  const commit = await committed(repositoryRoot);
  const files = await (values.canary ? packCanary : pack)(repositoryRoot, resolve(positionals[0]));
  writeOrigin(resolve(positionals[0]), commit);
  console.log(files.join('\n'));
}
