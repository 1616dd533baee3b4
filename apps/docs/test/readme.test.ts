import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { testReadmeExamples } from '../../../tools/testing/readme';

// The README of the repository, whose examples use several packages.
const readme = fileURLToPath(new URL('../../../README.md', import.meta.url));
testReadmeExamples(readme, fileURLToPath(new URL('.', import.meta.url)));

it('is short enough to be read', () => {
  const text = readFileSync(readme, 'utf8');
  expect(text.split('\n').length).toBeLessThanOrEqual(120);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8_000);
});
