import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { publicPackages } from '../../../tools/packaging/packages.mjs';
import { testReadmeExamples } from '../../../tools/testing/readme';

// The README of the repository, whose examples use several packages.
const readme = fileURLToPath(new URL('../../../README.md', import.meta.url));
testReadmeExamples(readme, fileURLToPath(new URL('.', import.meta.url)));

it('is short enough to be read', () => {
  const text = readFileSync(readme, 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8_000);
});

it.each(publicPackages())(
  "so is the README of $manifest.name, and it doesn't hide parts",
  ({ directory }) => {
    const text = readFileSync(`${directory}/README.md`, 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(120);
    expect(text).not.toContain('<details>');
  },
);
