import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, generate } from '../../assembly/build.mjs';
import { moduleBytes } from '../../src/simd/kernels';
import * as structs from '../../src/simd/structs';

const root = new URL('../../', import.meta.url);

test('the committed binary is what the sources compile to', async () => {
  const committed = readFileSync(new URL('src/simd/binary.ts', root), 'utf8');
  expect(committed === (await generate())).toBe(true);
});

test('it imports a memory and nothing else, has no data and never grows the memory', async () => {
  const module = new WebAssembly.Module(moduleBytes('float64'));
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  expect(WebAssembly.Module.exports(module).every(({ kind }) => kind === 'function')).toBe(true);
  const text = await compile(true);
  expect(text).not.toContain('memory.grow');
  expect(text).not.toContain('(data');
});

test.each([
  ['Columns', 'columns', structs.COLUMNS],
  ['Rows', 'rows', structs.ROWS],
])('struct %s has the fields of its class', (name, file, fields) => {
  expect(fieldsOf(name, file)).toEqual([...fields]);
});

test('a pass has as many bytes as reserved', () => {
  expect(4 * fieldsOf('Pass', 'pass').length).toBe(structs.PASS_BYTES);
});

/** The names of the fields of a class in assembly/. */
function fieldsOf(name: string, file: string): (string | undefined)[] {
  const source = readFileSync(new URL(`assembly/${file}.ts`, root), 'utf8');
  const body = source.split(`class ${name} {`)[1]!.split('\n}')[0]!;
  return [...body.matchAll(/^ {2}(\w+): \w+;$/gm)].map((match) => match[1]);
}
