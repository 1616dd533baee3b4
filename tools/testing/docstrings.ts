import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The examples in the docstrings of a TypeScript text. */
function examples(text: string): string[] {
  return [...text.matchAll(/^ \* ```ts\n([\s\S]*?)^ \* ```$/gm)].map(([, block]) =>
    block!.replace(/^ \* ?/gm, ''),
  );
}

/**
 * Declares one test per example in the docstrings of a package, which writes it to a temporary module below `directory`,
 * its tests, and imports it; and one that all functions which these modules export have an example.
 */
export function testDocstringExamples(directory: string, ...modules: readonly object[]): void {
  const source = join(directory, '../src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const all = files.flatMap((file) =>
    examples(readFileSync(join(source, file), 'utf8')).map((example) => [file, example] as const),
  );

  describe('examples in docstrings run', () => {
    it.each(all)('%s', async (_, example) => {
      const folder = mkdtempSync(join(directory, '.readme-'));
      try {
        const file = join(folder, 'example.ts');
        writeFileSync(file, example);
        await import(/* @vite-ignore */ file);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });

  it('every exported function has an example', () => {
    const text = all.map(([, example]) => example).join('\n');
    const functions = modules.flatMap(Object.keys).filter((name) => /^[a-z]/.test(name));
    expect(functions.length).toBeGreaterThan(0);
    expect(functions.filter((name) => !text.includes(`${name}(`) && !text.includes(`(${name}`))).toEqual([]);
  });
}
