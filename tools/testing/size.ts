import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { entryPoints, type Manifest } from '../packaging/packages.mjs';
import { bundle } from './bundle';

/** How much an import may weigh, minified and compressed (gzip -9) with all that it needs but tfjs, and why as much. */
export type Ceilings = Record<string, [bytes: number, why: string]>;

/** What a guide says that an import weighs, in its table of sizes: `| \`* from '@backdropjs/random'\` | 2.5 kB |`. */
function stated(guide: string, clause: string): number {
  const row = guide.split('\n').find((line) => line.startsWith(`| \`${clause}\` `));
  return 1000 * Number(row?.match(/\| +([\d.]+) kB +\|/)?.[1] ?? 0);
}

/** Whether a figure is what was measured, to 5 % and what is lost by rounding. */
const agrees = (figure: number, bytes: number) => Math.abs(figure - bytes) <= 0.05 * bytes + 50;

/**
 * Declares a test for each ceiling, `* from '@backdropjs/random'` or `{ key } from '@backdropjs/random'`: that it holds, and that the
 * package's guide states what is measured; one that the README names no other figures; and one that every entry point has a ceiling.
 *
 * @param directory - the tests of the package
 */
export function testSizes(directory: string, ceilings: Ceilings): void {
  const root = join(directory, '..');
  const guide = readFileSync(join(root, '../../apps/docs/packages', `${basename(root)}.md`), 'utf8');
  const measured: number[] = [];

  it.each(Object.entries(ceilings))('%s', async (clause, [ceiling]) => {
    const folder = mkdtempSync(join(directory, '.readme-'));
    try {
      const entry = join(folder, 'entry.ts');
      writeFileSync(entry, `export ${clause};\n`);
      // tfjs's gradients, of which we have a copy, load by themselves when they are missing: nothing else may need them.
      const { bytes, imports } = await bundle(entry, /^@tensorflow\//);
      expect(imports.filter((name) => name.includes('/dist/'))).toEqual([]);
      measured.push(bytes);
      expect(bytes).toBeLessThanOrEqual(ceiling);
      const row = `| \`${clause}\` | ${(bytes / 1000).toFixed(1)} kB |`;
      expect(agrees(stated(guide, clause), bytes), `the guide must have the row ${row}`).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('the README names no other figures', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const figures = [...readme.matchAll(/([\d.]+) kB/g)].map(([, kilobytes]) => 1000 * Number(kilobytes));
    expect(figures.filter((figure) => !measured.some((bytes) => agrees(figure, bytes)))).toEqual([]);
  });

  it('every entry point has a ceiling, and every ceiling a reason', () => {
    const manifest = JSON.parse(readFileSync(join(directory, '../package.json'), 'utf8')) as Manifest;
    for (const { specifier } of entryPoints(manifest))
      expect(Object.keys(ceilings)).toContain(`* from '${specifier}'`);
    for (const [, why] of Object.values(ceilings)) expect(why).not.toBe('');
  });
}
