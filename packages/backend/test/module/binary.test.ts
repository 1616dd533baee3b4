import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compile, generate, toText } from '../../assembly/build.mjs';
import { plainBinary, relaxedBinary } from '../../src/module/binary';
import * as structs from '../../src/module/structs';
import { fromText } from '../../src/module/text';

const root = new URL('../../', import.meta.url);

test('the committed binaries are what the sources compile to, and no kernel grows the memory', async () => {
  const committed = readFileSync(new URL('src/module/binary.ts', root), 'utf8');
  const [plain, relaxed] = [await compile(false), await compile(true)];
  expect(committed).toBe(generate(plain.bytes, relaxed.bytes));
  for (const { text } of [plain, relaxed]) {
    expect(text).toContain('(import "env" "memory"');
    expect(text).not.toContain('memory.grow');
  }
});

describe.each([
  ['plain', plainBinary, '13cbf7ad0a762fb8ca3c34ff732dbbfffef7621095c6ffe08c3f13eed63676dc'],
  ['relaxed', relaxedBinary, 'e54f40a4450b02e469fc2d49c42f940d713a6602f59045ac7aa26dba8115c7ec'],
])('the %s binary', (_, text, hash) => {
  const bytes = fromText(text);

  test('survives being written as text', () => {
    expect(toText(bytes)).toBe(text);
  });

  // Another binary may give results with other last bits: a change needs a changeset that says so.
  test('is frozen', () => {
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
  });

  // Section 11 holds static data, 12 its count, 5 a memory of its own, 8 a start function.
  test('has no data segment, no memory of its own and no start function', () => {
    const sections = sectionIds(bytes);
    for (const forbidden of [5, 8, 11, 12]) expect(sections).not.toContain(forbidden);
  });

  test('imports the memory and nothing else', () => {
    if (!WebAssembly.validate(bytes)) return expect(text).toBe(relaxedBinary);
    const module = new WebAssembly.Module(bytes);
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
    expect(WebAssembly.Module.exports(module).every(({ kind }) => kind === 'function')).toBe(true);
  });
});

test('both binaries together stay small', () => {
  expect(gzipSync(readFileSync(new URL('src/module/binary.ts', root)), { level: 9 }).length).toBeLessThan(
    12_000,
  );
});

test.each([
  ['Convolution', 'convolution', structs.CONVOLUTION],
  ['Product', 'gemm', structs.PRODUCT],
  ['Preparation', 'prepare', structs.PREPARATION],
  ['WindowPreparation', 'prepare-windows', structs.WINDOW_PREPARATION],
  ['Clamp', 'clamp', structs.CLAMP],
  ['IsNotZero', 'is-not-zero', structs.IS_NOT_ZERO],
  ['ReluGradient', 'relu-gradient', structs.RELU_GRADIENT],
  ['Affine', 'affine', structs.AFFINE],
  ['Box', 'copy-box', structs.BOX],
  ['ColumnSums', 'column-sums', structs.COLUMN_SUMS],
  ['RowBinary', 'row-binary', structs.ROW_BINARY],
  ['SegmentSum', 'segment-sum', structs.SEGMENT_SUM],
])('struct %s has the fields of its class', (name, file, fields) => {
  const source = readFileSync(new URL(`assembly/${file}.ts`, root), 'utf8');
  const body = source.split(`class ${name} {`)[1]!.split('\n}')[0]!;
  expect([...body.matchAll(/^ {2}(\w+): (?:i32|usize);$/gm)].map((match) => match[1])).toEqual([...fields]);
});

test('the struct of pooling is the beginning of that of every kernel over windows', () => {
  expect(structs.CONVOLUTION.slice(0, structs.POOLING.length)).toEqual(structs.POOLING);
});

/** The ids of a module's sections, in order. */
function sectionIds(bytes: Uint8Array): number[] {
  const ids = [];
  for (let at = 8; at < bytes.length; ) {
    ids.push(bytes[at++]!);
    let size = 0;
    for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
      byte = bytes[at++]!;
      size |= (byte & 0x7f) << shift;
    }
    at += size;
  }
  return ids;
}
