// What is published is what was checked, of this commit.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assertOrigin, writeOrigin } from './origin.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backdropjs-origin-'));
  writeFileSync(join(folder, 'a-1.0.0.tgz'), 'a');
  writeFileSync(join(folder, 'b-1.0.0.tgz'), 'b');
  writeOrigin(folder, 'c1');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('takes the tarballs that were noted', () => {
  expect(() => assertOrigin(folder, 'c1')).not.toThrow();
});

it.each<[string, () => void, string]>([
  ['another commit', () => writeOrigin(folder, 'c0'), 'must be of the commit c1, got those of c0'],
  ['another tarball', () => writeFileSync(join(folder, 'a-1.0.0.tgz'), 'x'), 'a-1.0.0.tgz must have the'],
  ['one that is missing', () => rmSync(join(folder, 'b-1.0.0.tgz')), 'got no file'],
  ['one more', () => writeFileSync(join(folder, 'c-1.0.0.tgz'), 'c'), 'the SHA-256 of no file'],
  ['tarballs of unknown origin', () => rmSync(join(folder, 'origin.json')), 'must hold origin.json'],
])('refuses %s', (_, plant, message) => {
  plant();
  expect(() => assertOrigin(folder, 'c1')).toThrow(message);
});
