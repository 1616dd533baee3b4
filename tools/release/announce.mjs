// Tags and release notes of what is published. Needs gh and GH_TOKEN.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';
import { run } from './run.mjs';

/**
 * Announces each version that has no tag, whether it was published just now or by a release that was interrupted before it
 * came to this.
 *
 * @param {{ name: string, version: string }[]} releases - published at the commit that is checked out
 * @param {string} [root] - of the repository
 */
export async function announceMissing(releases, root = repositoryRoot) {
  const here = { cwd: root };
  const { stdout } = await run(
    'gh',
    ['api', '--paginate', 'repos/{owner}/{repo}/git/matching-refs/tags/@backdropjs/', '--jq', '.[].ref'],
    here,
  );
  const tags = new Set(stdout.trim().split('\n'));
  const commit = (await run('git', ['rev-parse', 'HEAD'], here)).stdout.trim();
  for (const { name, version } of releases) {
    const tag = `${name}@${version}`;
    if (tags.has(`refs/tags/${tag}`)) continue;
    const notes = notesOf(join(root, 'packages', name.split('/')[1], 'CHANGELOG.md'), version);
    const title = `${name} ${version}`;
    await run('gh', ['release', 'create', tag, '--target', commit, '--title', title, '--notes', notes], here);
    console.log(`announced ${tag}`);
  }
}

/** A version's part of a changelog. @param {string} file @param {string} version */
function notesOf(file, version) {
  const changelog = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const part = changelog.split(/^## /m).find((other) => other.startsWith(`${version}\n`)) ?? '';
  return part.slice(version.length).trim();
}
