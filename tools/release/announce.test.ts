// A release that was interrupted after it had published is announced by the next one.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { announceMissing } from './announce.mjs';

const releases = [
  { name: '@backdropjs/fields', version: '0.2.0' },
  { name: '@backdropjs/random', version: '0.1.0' },
];
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'backdropjs-announce-'));
  execFileSync('git', ['init', '-q'], { cwd: root });
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...identity, 'commit', '-q', '--allow-empty', '-m', 'a release'], { cwd: root });
  const changelog = '# Changes\n\n## 0.2.0\n\n- new\n\n## 0.1.0\n\n- old\n';
  for (const folder of ['fields', 'random']) {
    mkdirSync(join(root, 'packages', folder), { recursive: true });
    writeFileSync(join(root, 'packages', folder, 'CHANGELOG.md'), changelog);
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

/** A gh that knows these tags, and writes down what it is asked to make. */
function gh(tags: string[], status = 0): () => string[][] {
  const bin = join(root, 'bin');
  const made = join(root, 'made.jsonl');
  mkdirSync(bin);
  writeFileSync(made, '');
  const refs = tags.map((tag) => `refs/tags/${tag}`).join('\n');
  writeFileSync(
    join(bin, 'gh'),
    `#!/usr/bin/env node
const args = process.argv.slice(2);
if (args[0] === 'api') { console.log(${JSON.stringify(refs)}); process.exit(${status}); }
require('node:fs').appendFileSync(${JSON.stringify(made)}, JSON.stringify(args) + '\\n');
`,
  );
  chmodSync(join(bin, 'gh'), 0o755);
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env['PATH']}`);
  return () =>
    readFileSync(made, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
}

it('announces what has no tag, with its part of the changelog', async () => {
  const made = gh(['@backdropjs/fields@0.1.0', '@backdropjs/random@0.1.0']);
  await announceMissing(releases, root);
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  const of = ['--target', head, '--title', '@backdropjs/fields 0.2.0', '--notes', '- new'];
  expect(made()).toEqual([['release', 'create', '@backdropjs/fields@0.2.0', ...of]]);
});

it('announces all of a first release', async () => {
  const made = gh([]);
  await announceMissing(releases, root);
  expect(made().map(([, , tag]) => tag)).toEqual(['@backdropjs/fields@0.2.0', '@backdropjs/random@0.1.0']);
});

it('takes no answer about tags for no tags', async () => {
  const made = gh([], 1);
  await expect(announceMissing(releases, root)).rejects.toThrow('gh api');
  expect(made()).toEqual([]);
});

it('is asked for every version that stands here, not for those that were published just now', () => {
  const release = readFileSync(new URL('./release.mjs', import.meta.url), 'utf8');
  expect(release).toContain('announceMissing(packages)');
});
