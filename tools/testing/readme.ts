import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

/** The fenced `js` and `ts` blocks of a Markdown text, in order, but for those behind a comment that says `Not run: why`. */
function programs(markdown: string): string[] {
  const run = markdown.replace(/<!-- Not run: .*-->\s+```[\s\S]*?^```$/gm, '');
  return [...run.matchAll(/^```[jt]s\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);
}

/**
 * Declares one test per fenced `js` or `ts` block of a README: the block is written to a temporary module inside `folder`,
 * by default the tests of the package, so that its imports resolve as a user's would, and imported. An example asserts
 * by throwing.
 */
export function testReadmeExamples(readmePath: string, folder = join(dirname(readmePath), 'test')): void {
  const blocks = programs(readFileSync(readmePath, 'utf8'));
  it('has at least one example', () => expect(blocks.length).toBeGreaterThan(0));
  it.each(blocks.map((block, index) => [index + 1, block] as const))('example %i runs', async (_, block) => {
    const directory = mkdtempSync(join(folder, '.readme-'));
    try {
      const file = join(directory, 'example.ts');
      writeFileSync(file, block);
      await import(/* @vite-ignore */ file);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
}
