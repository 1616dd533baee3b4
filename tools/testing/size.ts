import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { entryPoints, type Manifest } from '../packaging/packages.mjs';
import { bundle } from './bundle';

/** How much an import may weigh, minified and compressed (gzip -9) with all that it needs but tfjs, and why as much. */
export type Ceilings = Record<string, [bytes: number, why: string]>;

/** What a README says that an import weighs, in its table of sizes: `| \`* from '@backdropjs/random'\` | 2.5 kB |`. */
function stated(readme: string, clause: string): number | undefined {
  const row = readme.split('\n').find((line) => line.startsWith(`| \`${clause}\` `));
  const kilobytes = row?.match(/\| +([\d.]+) kB +\|/)?.[1];
  return kilobytes === undefined ? undefined : 1000 * Number(kilobytes);
}

/**
 * Declares a test for each ceiling, `* from '@backdropjs/random'` or `{ key } from '@backdropjs/random'`: that it holds, and that the
 * README states what is measured, to 5 %; and one that every entry point of the package has a ceiling.
 *
 * @param directory - the tests of the package
 */
export function testSizes(directory: string, ceilings: Ceilings): void {
  const readme = readFileSync(join(directory, '../README.md'), 'utf8');
  it.each(Object.entries(ceilings))('%s', async (clause, [ceiling]) => {
    const folder = mkdtempSync(join(directory, '.readme-'));
    try {
      const entry = join(folder, 'entry.ts');
      writeFileSync(entry, `export ${clause};\n`);
      const { bytes } = await bundle(entry, /^@tensorflow\/(?!tfjs-core\/dist)/);
      expect(bytes).toBeLessThanOrEqual(ceiling);
      const figure = stated(readme, clause);
      const row = `| \`${clause}\` | ${(bytes / 1000).toFixed(1)} kB |`;
      expect(figure ?? 0, `the README must have the row ${row}`).toBeGreaterThan(0.95 * bytes - 50);
      expect(figure ?? 0, `the README must have the row ${row}`).toBeLessThan(1.05 * bytes + 50);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('every entry point has a ceiling, and every ceiling a reason', () => {
    const manifest = JSON.parse(readFileSync(join(directory, '../package.json'), 'utf8')) as Manifest;
    for (const { specifier } of entryPoints(manifest))
      expect(Object.keys(ceilings)).toContain(`* from '${specifier}'`);
    for (const [, why] of Object.values(ceilings)) expect(why).not.toBe('');
  });
}
