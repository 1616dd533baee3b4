// Adds the sites of released versions below `v/` of the built one: for each minor version of @backdropjs/operator, that of its newest
// patch, built from its tag at the base `<DOCS_BASE>v/<minor>/`. What `--keep FOLDER` holds of a version already is not built again.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { keep: { type: 'string' } } });
if (!values.keep) {
  console.error('add-versions: --keep must name a folder, got none');
  process.exit(2);
}
const kept = resolve(values.keep);
const base = process.env.DOCS_BASE ?? '/';
const built = 'apps/docs/.vitepress/dist';
const git = (...words) => execFileSync('git', words, { encoding: 'utf8' });

/** The newest patch of each minor version, the newest minor first; versions before a release are none. */
function releases() {
  const versions = git('tag', '--list', '@backdropjs/operator@*')
    .split('\n')
    .flatMap((tag) => /^(?<tag>.*@(?<major>\d+)\.(?<minor>\d+)\.(?<patch>\d+))$/.exec(tag)?.groups ?? [])
    .sort((a, b) => b.major - a.major || b.minor - a.minor || b.patch - a.patch);
  const newest = new Map();
  for (const { tag, major, minor } of versions)
    if (!newest.has(`${major}.${minor}`)) newest.set(`${major}.${minor}`, tag);
  return [...newest];
}

/** The site of a tag, built in a tree of its own. */
function build(minor, tag, folder) {
  const tree = mkdtempSync(join(tmpdir(), 'backdropjs-version-'));
  try {
    git('worktree', 'add', '--quiet', '--detach', tree, tag);
    const env = { ...process.env, DOCS_BASE: `${base}v/${minor}/` };
    execFileSync(process.execPath, ['tools/run.mjs', 'site'], { cwd: tree, env, stdio: 'inherit' });
    mkdirSync(folder, { recursive: true });
    cpSync(join(tree, built), folder, { recursive: true });
    // Hosts read the one at the root only.
    rmSync(join(folder, '_headers'), { force: true });
  } finally {
    git('worktree', 'remove', '--force', tree);
  }
}

const found = releases();
for (const [minor, tag] of found) {
  const folder = join(kept, tag.split('@').at(-1));
  if (!existsSync(folder)) build(minor, tag, folder);
  cpSync(folder, join(built, 'v', minor), { recursive: true });
}
if (found.length > 0) {
  const items = found.map(([minor, tag]) => `<li><a href="${minor}/">${minor}</a> (${tag})</li>`);
  writeFileSync(
    join(built, 'v/index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Versions of Backdrop.js</title><main><h1>Released versions</h1><ul>${items.join('')}</ul>
<p><a href="..">The newest pages</a></p></main></html>\n`,
  );
}
console.log(`add-versions: ${found.length} released versions below ${base}v/`);
