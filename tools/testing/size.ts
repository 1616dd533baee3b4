import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { entryPoints, type Manifest } from '../packaging/packages.mjs';
import { bundle } from './bundle';

/** How much an import may weigh, minified and compressed (gzip -9) with all that it needs but tfjs, and why as much. */
export type Ceilings = Record<string, [bytes: number, why: string]>;

/**
 * Declares a test for each ceiling, `* from '@backdropjs/random'` or `{ key } from '@backdropjs/random'`, that it holds for the sources,
 * and one that every entry point has a ceiling. The built packages, which weigh other bytes, have theirs in the figures of the guides: the site's tests.
 *
 * @param directory - the tests of the package
 */
export function testSizes(directory: string, ceilings: Ceilings): void {
  it.each(Object.entries(ceilings))('%s', async (clause, [ceiling]) => {
    const folder = mkdtempSync(join(directory, '.readme-'));
    try {
      const entry = join(folder, 'entry.ts');
      writeFileSync(entry, `export ${clause};\n`);
      // tfjs's gradients, of which we have a copy, load by themselves when they are missing: nothing else may need them.
      const { bytes, imports } = await bundle(entry, /^@tensorflow\//);
      expect(imports.filter((name) => name.includes('/dist/'))).toEqual([]);
      expect(bytes).toBeLessThanOrEqual(ceiling);
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
