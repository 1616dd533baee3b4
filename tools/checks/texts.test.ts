// What several texts say, they say alike.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../packaging/packages.mjs';

const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: repositoryRoot,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => /\.(md|json|ts|mjs|yml)$|^\.ci\//.test(file) && existsSync(join(repositoryRoot, file)))
  .filter((file) => !/CHANGELOG\.md$|^tools\/checks\/texts\.test\.ts$/.test(file));
const pages = files.filter((file) => file.endsWith('.md'));

/** Paragraphs and items of a page, each on one line. */
const paragraphs = (text: string) =>
  text.split(/\n\s*\n|\n(?=\s*(?:-|\d+\.|\|) )/).map((part) => part.replace(/\s+/g, ' ').trim());

const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string };
const otherPnpm = (text: string) =>
  [...text.matchAll(/\bpnpm@\d[\w.]*\w/g)].map(([name]) => name).filter((name) => name !== packageManager);

/** VERSIONING.md: a frozen output that changes is a major version from 1.0 on only. */
const unboundMajor = (text: string) =>
  paragraphs(text).filter((part) => /\bmajor\s+version\b/.test(part) && !/\b1\.0\b/.test(part));

/** VERSIONING.md: without WebAssembly SIMD, fields of float32 have other last bits. */
const unboundBits = (text: string) =>
  paragraphs(text).filter(
    (part) =>
      /(?<!\/)\bfields\b/i.test(part) &&
      /\bsame (bits )?in every (JavaScript )?engine\b/.test(part) &&
      !/float32.*SIMD|SIMD.*float32/.test(part),
  );

const rules: [rule: string, faults: (text: string) => string[], files: string[], planted: string][] = [
  ['name the pnpm of package.json', otherPnpm, files, 'npx pnpm@11.0.0 install'],
  ['say of major versions what VERSIONING.md says', unboundMajor, pages, '- A change is a major\n  version.'],
  [
    'promise no more bits of fields than there are',
    unboundBits,
    pages,
    'Fields: the same bits in\nevery engine',
  ],
];

describe.each(rules)('texts %s', (_, faults, where, planted) => {
  it('everywhere', () => {
    const found = where.flatMap((file) => faults(read(file)).map((fault) => `${file}: ${fault}`));
    expect(found).toEqual([]);
  });
  it('or are found', () => expect(faults(planted)).toHaveLength(1));
});

it('the texts that name pnpm are among those that are read', () => {
  expect(files.filter((file) => read(file).includes(packageManager)).length).toBeGreaterThan(5);
});
