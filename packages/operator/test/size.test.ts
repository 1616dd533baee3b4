import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup, transformWithEsbuild } from 'vite';
import { expect, it } from 'vitest';

/** What a module and everything that it imports, except TensorFlow.js, weighs minified and compressed. */
async function bundle(entry: string): Promise<{ bytes: number; imports: string[] }> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@backdropjs/source'] },
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ['es'], fileName: 'bundle' },
      rollupOptions: { external: /^@tensorflow\// },
    },
  });
  const [{ output }] = built as [Rollup.RollupOutput];
  const [chunk] = output;
  // Vite itself leaves the white space of libraries.
  const { code } = await transformWithEsbuild(chunk.code, 'bundle.js', { minify: true, target: 'es2022' });
  return { bytes: gzipSync(code, { level: 9 }).length, imports: chunk.imports };
}

it('the core and what it takes from random fit into 2 kB', async () => {
  const { bytes, imports } = await bundle('../src/index.ts');
  expect(imports).toEqual(['@tensorflow/tfjs-core']);
  expect(bytes).toBeLessThanOrEqual(2000);
});

it('only the layers subpath needs tfjs-layers; neither subpath outgrows what the README states', async () => {
  const nonDecomposable = await bundle('../src/non-decomposable.ts');
  expect(nonDecomposable.imports).toEqual(['@tensorflow/tfjs-core']);
  expect(nonDecomposable.bytes).toBeLessThanOrEqual(3700);
  const layers = await bundle('../src/layers.ts');
  expect(layers.imports.sort()).toEqual(['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers']);
  expect(layers.bytes).toBeLessThanOrEqual(9900);
});
