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

it('the first program is short, and those of recipes are no page', () => {
  /** Without the marks of the region. */
  const linesOf = (program: string) =>
    readFileSync(`${folder}/${program}`, 'utf8').trim().split('\n').length - 2;
  expect(linesOf('start.mjs')).toBeLessThanOrEqual(25);
  const recipes = programs.filter((program) => program.startsWith('recipe-'));
  expect(recipes.length).toBeGreaterThan(9);
  expect(recipes.filter((program) => linesOf(program) > 40)).toEqual([]);
});
