// What tells a job that publishes that the tarballs it was handed are those that another has made and checked, of the same commit.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './run.mjs';
import { tarballsIn } from './tarballs.mjs';

/** The file beside the tarballs: the commit that they were made of, and their digests by name. */
const nameOf = (folder) => join(folder, 'origin.json');

const digests = (folder) =>
  Object.fromEntries(
    tarballsIn(folder).map((file) => [
      basename(file),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );

/** The commit of a checkout, which holds nothing else. @param {string} checkout @returns {Promise<string>} */
export async function committed(checkout) {
  const git = async (...args) => (await run('git', args, { cwd: checkout })).stdout.trim();
  const changes = await git('status', '--porcelain', '--untracked-files=no');
  if (changes !== '')
    throw new Error(
      `release: tarballs must be of what is committed, got changes:\n${changes}\ncommit them first`,
    );
  return git('rev-parse', 'HEAD');
}

/** Notes what the tarballs of a folder are, and of which commit. @param {string} folder @param {string} commit */
export function writeOrigin(folder, commit) {
  writeFileSync(nameOf(folder), `${JSON.stringify({ commit, sha256: digests(folder) }, null, 2)}\n`);
}

/** Throws unless the tarballs of a folder are those that were noted, of this commit. @param {string} folder @param {string} commit */
export function assertOrigin(folder, commit) {
  if (!existsSync(nameOf(folder)))
    throw new Error(
      `release: the folder of the tarballs must hold origin.json, got none in ${folder}; make them by check:all or pack.mjs`,
    );
  const noted = JSON.parse(readFileSync(nameOf(folder), 'utf8'));
  if (noted.commit !== commit)
    throw new Error(
      `release: the tarballs must be of the commit ${commit}, got those of ${noted.commit}; check out that one`,
    );
  const found = digests(folder);
  for (const file of new Set([...Object.keys(noted.sha256), ...Object.keys(found)]))
    if (noted.sha256[file] !== found[file])
      throw new Error(
        `release: ${file} must have the SHA-256 ${noted.sha256[file] ?? 'of no file'}, got ${found[file] ?? 'no file'}; check and pack anew`,
      );
}
