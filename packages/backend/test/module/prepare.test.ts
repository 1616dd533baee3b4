import { beforeEach, expect, test } from 'vitest';
import { Kernels } from '../../src/module/kernels';
import { Random } from './random';
import { TestHeap } from './test-heap';

let heap: TestHeap;
let kernels: Kernels;
beforeEach(async () => {
  heap = new TestHeap();
  kernels = (await Kernels.compile())!.on(heap);
});

/** Runs `prepare` in all its ways and returns what it says, after checking that the ways agree. */
function prepare(gradient: Float32Array, columns: number, activated?: Float32Array) {
  const rowCount = gradient.length / columns;
  const at = {
    rowCount,
    columns,
    gradient: heap.put(gradient),
    rows: heap.allocate(4 * rowCount),
    compact: heap.allocate(4 * gradient.length),
    bias: heap.allocate(4 * columns),
    activated: activated ? heap.put(activated) : 0,
  };
  const count = kernels.call('prepare', at);
  heap.check();
  return {
    rows: [...heap.ints(at.rows, count)],
    compact: [...heap.floats(at.compact, count * columns)],
    bias: [...heap.floats(at.bias, columns)],
  };
}

test('lists and compacts the rows that are not all zero', () => {
  const { rows, compact, bias } = prepare(Float32Array.of(0, 0, 1, 2, 0, 0, 0, 3), 2);
  expect(rows).toEqual([1, 3]);
  expect(compact).toEqual([1, 2, 0, 3]);
  expect(bias).toEqual([1, 5]);
});

test('-0 is zero; NaN, infinity and the smallest number are not', () => {
  const { rows } = prepare(Float32Array.of(-0, 0, NaN, 0, 0, Infinity, -0, -0, 0, 2 ** -149), 2);
  expect(rows).toEqual([1, 2, 4]);
});

test('the relu mask drops what was not positive and keeps what was NaN', () => {
  const activated = Float32Array.of(1, 0, 0, 0, NaN, 0, -1, 5);
  const { rows, compact, bias } = prepare(Float32Array.of(1, 2, 3, 4, 5, 6, 7, NaN), 2, activated);
  expect(rows).toEqual([0, 2, 3]);
  expect(compact).toEqual([1, 0, 5, 0, 0, NaN]);
  expect(bias).toEqual([6, NaN]);
});

test('no rows at all', () => {
  expect(prepare(new Float32Array(0), 3)).toEqual({ rows: [], compact: [], bias: [0, 0, 0] });
});

test('random rows, with and without mask, against plain loops', () => {
  const random = new Random(1);
  for (let round = 0; round < 100; round++) {
    const columns = random.integer(1, 40);
    const count = random.integer(1, 600);
    const gradient = random.rows(count, columns, random.next());
    const activated = round % 2 ? random.floats(count * columns) : undefined;
    const masked = gradient.map((g, i) => (activated && activated[i]! <= 0 ? 0 : g));
    const expected = [...Array(count).keys()].filter((i) =>
      masked.subarray(i * columns, (i + 1) * columns).some((v) => v !== 0),
    );
    const { rows, compact, bias } = prepare(gradient, columns, activated);
    expect(rows).toEqual(expected);
    expect(compact).toEqual(expected.flatMap((i) => [...masked.subarray(i * columns, (i + 1) * columns)]));
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += masked[i * columns + j]!;
      expect(bias[j]).toBe(Math.fround(sum));
    }
  }
});
