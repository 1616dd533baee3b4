import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, generate } from '../../assembly/build.mjs';
import { moduleBytes } from '../../src/simd/kernels';

const root = new URL('../../', import.meta.url);

test('the committed binary is what the sources compile to, which has no data and never grows the memory', async () => {
  const committed = readFileSync(new URL('src/simd/binary.ts', root), 'utf8');
  const { bytes, text } = await compile();
  expect(committed === generate(bytes)).toBe(true);
  expect(text).toContain('(memory');
  expect(text).not.toContain('memory.grow');
  expect(text).not.toContain('(data');
});

test('it imports a memory and nothing else', () => {
  const module = new WebAssembly.Module(moduleBytes('float64'));
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  expect(WebAssembly.Module.exports(module).every(({ kind }) => kind === 'function')).toBe(true);
});
