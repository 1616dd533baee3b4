import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../scripts/add-versions.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'backdropjs-versions-'));
const dist = join(folder, 'apps/docs/.vitepress/dist');
const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, encoding: 'utf8' });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stands for the repository's own: builds a page that tells its version and its base. */
const builder = (version: string) => `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
  if (process.argv[2] !== 'site') process.exit(2);
  appendFileSync(${JSON.stringify(join(folder, 'builds.txt'))}, '${version} ');
  mkdirSync('apps/docs/.vitepress/dist', { recursive: true });
  writeFileSync('apps/docs/.vitepress/dist/index.html', '${version} at ' + process.env.DOCS_BASE);
  writeFileSync('apps/docs/.vitepress/dist/_headers', 'none');
`;

function tag(version: string): void {
  mkdirSync(join(folder, 'tools'), { recursive: true });
  writeFileSync(join(folder, 'tools/run.mjs'), builder(version));
  git('add', 'tools/run.mjs');
  git('-c', 'user.name=n', '-c', 'user.email=n@example.org', 'commit', '-qm', version);
  git('tag', `@backdropjs/operator@${version}`);
}

const run = () =>
  execFileSync(process.execPath, [script, '--keep', join(folder, 'kept')], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, DOCS_BASE: '/sub/' },
  });

it('builds the newest patch of each released minor version once, at its own base', () => {
  git('init', '-q');
  mkdirSync(dist, { recursive: true });
  expect(run()).toContain('0 released versions');
  expect(existsSync(join(dist, 'v'))).toBe(false);

  for (const version of ['0.9.0', '0.9.1', '0.10.0', '0.11.0-beta.1']) tag(version);
  git('tag', '@backdropjs/random@3.0.0');
  expect(run()).toContain('2 released versions below /sub/v/');
  expect(readdirSync(join(dist, 'v')).sort()).toEqual(['0.10', '0.9', 'index.html']);
  expect(readdirSync(join(dist, 'v/0.9'))).toEqual(['index.html']);
  expect(readFileSync(join(dist, 'v/0.9/index.html'), 'utf8')).toBe('0.9.1 at /sub/v/0.9/');
  expect(readFileSync(join(dist, 'v/0.10/index.html'), 'utf8')).toBe('0.10.0 at /sub/v/0.10/');
  expect(readFileSync(join(dist, 'v/index.html'), 'utf8')).toMatch(/href="0\.10\/".*href="0\.9\/"/s);
  // No tree is left behind.
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);

  // A new patch takes the place of the one before; what was built stays.
  tag('0.10.1');
  run();
  expect(readFileSync(join(dist, 'v/0.10/index.html'), 'utf8')).toBe('0.10.1 at /sub/v/0.10/');
  expect(readFileSync(join(folder, 'builds.txt'), 'utf8').trim().split(' ').sort()).toEqual([
    '0.10.0',
    '0.10.1',
    '0.9.1',
  ]);
});
