import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?<!\.test)\.ts$/.test(file),
);

/** The examples in the docstrings of a file. */
function examples(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(/^ \* ```ts\n([\s\S]*?)^ \* ```$/gm)].map(([, block]) =>
    block!.replace(/^ \* ?/gm, ''),
  );
}

const all = files.flatMap((file) => examples(file).map((example) => [file, example] as const));

describe('examples in docstrings run', () => {
  it.each(all)('%s', async (_, example) => {
    const directory = mkdtempSync(fileURLToPath(new URL('.readme-', import.meta.url)));
    try {
      const file = join(directory, 'example.ts');
      writeFileSync(file, example);
      await import(/* @vite-ignore */ file);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

it('every exported function has an example', () => {
  const index =
    readFileSync(join(source, 'index.ts'), 'utf8') + readFileSync(join(source, 'tfjs.ts'), 'utf8');
  const names = [...index.matchAll(/\b([a-z]\w*)\b(?=[,\s]*(?:,|\}))/g)].map((match) => match[1]!);
  const functions = names.filter((name) => !['type', 'export', 'from'].includes(name));
  expect(functions.length).toBeGreaterThan(40);
  const text = all.map(([, example]) => example).join('\n');
  expect(functions.filter((name) => !text.includes(`${name}(`) && !text.includes(`(${name}`))).toEqual([]);
});
