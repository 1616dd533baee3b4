import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { bundle } from '../../../tools/testing/bundle';

/** Of a module and everything that it imports, except TensorFlow.js. */
const size = (entry: string) => bundle(fileURLToPath(new URL(entry, import.meta.url)), /^@tensorflow\//);

it('the core and what it takes from random fit into 2 kB', async () => {
  const { bytes, imports } = await size('../src/index.ts');
  expect(imports).toEqual(['@tensorflow/tfjs-core']);
  expect(bytes).toBeLessThanOrEqual(2000);
});

it('only the layers subpath needs tfjs-layers; neither subpath outgrows what the README states', async () => {
  const nonDecomposable = await size('../src/non-decomposable.ts');
  expect(nonDecomposable.imports).toEqual(['@tensorflow/tfjs-core']);
  expect(nonDecomposable.bytes).toBeLessThanOrEqual(5200);
  const layers = await size('../src/layers.ts');
  expect(layers.imports.sort()).toEqual(['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers']);
  expect(layers.bytes).toBeLessThanOrEqual(14_500);
});
