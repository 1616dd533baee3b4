// Structs are written by name here and read by offset there: both must list the same fields in the same order.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JOB_BYTES, PASS_BYTES } from '../../src/simd/structs';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

/** The fields of a class in assembly/, each of which takes 32 bits. */
function fieldsOf(file: string, name: string): string[] {
  const source = read(`assembly/${file}.ts`).replaceAll(/\/\*\*?[\s\S]*?\*\//g, '');
  const body = new RegExp(`export class ${name} {([^}]*)}`).exec(source)![1]!;
  const fields = [...body.matchAll(/^ {2}(\w+): (\w+);$/gm)];
  expect(fields.filter(([, , type]) => !['usize', 'i32', 'Plan', 'Pass'].includes(type!))).toEqual([]);
  return fields.map(([, field]) => field!);
}

describe.each(['Columns', 'Rows'])('%s', (name) => {
  const expected = fieldsOf(name.toLowerCase(), name);

  it('is the same struct on both sides', () => {
    const body = new RegExp(`export interface ${name} {([^}]*)}`).exec(read('src/simd/structs.ts'))![1]!;
    expect([...body.matchAll(/readonly (\w+): number;/g)].map(([, field]) => field)).toEqual(expected);
  });

  it('is written in the order of its fields', () => {
    const source = read('src/synthesis/simd-synthesis.ts');
    const calls = [...source.matchAll(new RegExp(`call<${name}>\\(kernels\\.\\w+, {([^}]*)}`, 'g'))];
    expect(calls.length).toBeGreaterThan(0);
    for (const [, body] of calls) {
      expect([...body!.matchAll(/^\s+(\w+)[:,]/gm)].map(([, field]) => field)).toEqual(expected);
    }
  });
});

it('structs fit into their places', () => {
  expect(PASS_BYTES).toBe(4 * fieldsOf('pass', 'Pass').length);
  const jobs = ['Columns', 'Rows'].map((name) => fieldsOf(name.toLowerCase(), name).length);
  expect(JOB_BYTES).toBe(4 * Math.max(...jobs));
});
