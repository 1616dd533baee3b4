import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { bundle } from '../../../tools/testing/bundle';

/** What these functions of the package weigh, without random. */
async function size(names: string): Promise<number> {
  const directory = mkdtempSync(fileURLToPath(new URL('.readme-', import.meta.url)));
  try {
    const entry = join(directory, 'entry.ts');
    writeFileSync(entry, `export ${names} from '../../src/index';`);
    const { bytes, imports } = await bundle(entry, /^@backdropjs\/random/);
    expect(imports.every((name) => name.startsWith('@backdropjs/random'))).toBe(true);
    return bytes;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

// 3.6 kB are the kernels as text, 1.4 kB their plain twin, 1.5 kB NumPy's files, 1.2 kB the multi-scale sets, 1.6 kB the
// checks and texts of errors; what is left are some fifty small modules.
it('everything fits into 20.3 kB', async () => {
  expect(await size('*')).toBeLessThanOrEqual(20_300);
});

// What draws fields of one model: the kernels, the twin, the transforms, the report.
it('a sampler and a model fit into 11.8 kB, without files, statistics and sets', async () => {
  expect(await size('{ createSampler, squaredExponential }')).toBeLessThanOrEqual(11_800);
});

it('the multi-scale set fits into 10.9 kB', async () => {
  expect(await size('{ multiscale }')).toBeLessThanOrEqual(10_900);
});
