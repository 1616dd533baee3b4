import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, generate } from '../../assembly/build.mjs';
import { moduleBytes } from '../../src/simd/simd-products';

const root = new URL('../../', import.meta.url);

test('the committed binary is what the sources compile to', async () => {
  const committed = readFileSync(new URL('src/simd/binary.ts', root), 'utf8');
  expect(committed === (await generate())).toBe(true);
});

test('it imports a memory and nothing else, has no data, and is small enough for the main thread of any browser', async () => {
  const module = new WebAssembly.Module(moduleBytes());
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  expect(moduleBytes().length).toBeLessThan(4096);
  const text = await compile(true);
  expect(text).not.toContain('memory.grow');
  expect(text).not.toContain('(data');
});
