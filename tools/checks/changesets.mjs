// Fails when the sources of a package have changed since its last release and no changeset says so. A release is the last
// change of the package's CHANGELOG.md, which `changeset version` writes.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

const changesets = readdirSync(join(root, '.changeset'))
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .map((name) => readFileSync(join(root, '.changeset', name), 'utf8').split('---')[1] ?? '');

/** Where the history since the last release begins; all of it before the first. */
function sinceRelease(changelog) {
  if (!existsSync(join(root, changelog))) return 'HEAD';
  if (git('rev-parse', '--is-shallow-repository') === 'true') {
    throw new Error('check-changesets: needs the history to find the last release, got a shallow clone.');
  }
  return `${git('log', '-1', '--format=%H', '--', changelog)}..HEAD`;
}

const missing = readdirSync(join(root, 'packages')).filter((folder) => {
  const { name } = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'));
  const range = sinceRelease(`packages/${folder}/CHANGELOG.md`);
  const changed = git('log', '-1', '--format=%H', range, '--', `packages/${folder}/src`) !== '';
  return changed && !changesets.some((header) => header.includes(`"${name}"`));
});
if (missing.length > 0) {
  console.error(`check-changesets: no changeset for ${missing.join(', ')}; write one with "pnpm changeset".`);
  process.exit(1);
}
