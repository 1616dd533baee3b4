import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';

// The site shows these programs, and what they print: the file of the same name.

const folder = fileURLToPath(new URL('../snippets', import.meta.url));
const programs = readdirSync(folder).filter((file) => file.endsWith('.mjs'));

afterEach(() => vi.restoreAllMocks());

it.each(programs)('%s prints what its page shows', async (program) => {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((...words) => void printed.push(words.join(' ')));
  await import(/* @vite-ignore */ `${folder}/${program}`);
  const shown = `${folder}/${program.replace('.mjs', '.txt')}`;
  expect(existsSync(shown)).toBe(true);
  expect(`${printed.join('\n')}\n`).toBe(readFileSync(shown, 'utf8'));
});

it('the first program is short', () => {
  const lines = readFileSync(`${folder}/start.mjs`, 'utf8').trim().split('\n').length;
  expect(lines - 2).toBeLessThanOrEqual(25); // without the marks of the region
});
