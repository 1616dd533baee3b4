import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { bundle } from '../../../tools/testing/bundle';

const size = (entry: string) => bundle(fileURLToPath(new URL(entry, import.meta.url)), /^$/);

// A third are the coefficients of the logarithm and the sine, a fifth the names and texts of errors.
it('everything fits into 2.8 kB and imports nothing', async () => {
  const { bytes, imports } = await size('../src/index.ts');
  expect(imports).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(2800);
});
