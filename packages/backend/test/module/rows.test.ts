import { beforeEach, expect, test } from 'vitest';
import { Kernels } from '../../src/module/kernels';
import { Sums } from './oracle';
import { Random } from './random';
import { TestHeap } from './test-heap';

let heap: TestHeap;
let kernels: Kernels;
beforeEach(async () => {
  heap = new TestHeap();
  kernels = (await Kernels.compile())!.on(heap);
});

test('relu gradient: passes where the activation is not <= 0, NaN included', () => {
  const random = new Random(1);
  for (const count of [0, 1, 3, 4, 7, 64, 1001]) {
    const gradient = random.floats(count);
    const activated = random.floats(count).map((v, i) => (i % 5 === 0 ? NaN : i % 7 === 0 ? -0 : v));
    const target = heap.allocate(4 * count);
    const at = { count, gradient: heap.put(gradient), activated: heap.put(activated), target };
    kernels.call('reluGradient', at);
    expect(heap.floats(target, count)).toEqual(gradient.map((g, i) => (activated[i]! <= 0 ? 0 : g)));
  }
  heap.check();
});

/** The largest error of the first `want.length` numbers over its bound; NaN if one is NaN. */
function worst(got: ArrayLike<number>, want: ArrayLike<number>, bound: (i: number) => number): number {
  let largest = 0;
  for (let i = 0; i < want.length; i++) {
    const error = Math.abs(got[i]! - want[i]!);
    if (error !== 0) largest = Math.max(largest, error / bound(i));
  }
  return largest;
}

const rowCounts = [0, 1, 2, 255, 256, 257, 3000];

test('sums of columns are float64 sums', () => {
  const random = new Random(2);
  for (let round = 0; round < 60; round++) {
    const rowCount = random.pick(rowCounts);
    const columns = random.pick([random.integer(1, 40), 700]);
    const groups = random.integer(1, 3);
    const input = random.floats(groups * rowCount * columns);
    const expected = new Float64Array(groups * columns);
    for (let row = 0; row < groups * rowCount; row++) {
      const to = Math.floor(row / rowCount) * columns;
      for (let i = 0; i < columns; i++) expected[to + i]! += input[row * columns + i]!;
    }
    const sums = heap.allocate(8 * groups * columns);
    kernels.call('columnSums', {
      groups,
      rowCount,
      columns,
      first: heap.put(input),
      activated: 0,
      second: 0,
      center: 0,
      sums,
    });
    // Float64 addition in another order.
    const got = heap.doubles(sums, groups * columns);
    expect(worst(got, expected, () => rowCount * 2 ** -53 * rowCount)).toBeLessThanOrEqual(1);
  }
  heap.check();
});

test('sums of columns times centered columns, masked: each product is rounded twice, its sum is not', () => {
  const random = new Random(4);
  for (let round = 0; round < 60; round++) {
    const [rowCount, columns] = [random.pick(rowCounts), random.integer(1, 40)];
    const count = rowCount * columns;
    const [first, activated, second] = [random.floats(count), random.floats(count), random.floats(count)];
    const center = random.floats(columns);
    const isSquare = round % 3 === 0;
    const isMasked = round % 3 === 1;
    const [sum, product, bound] = [0, 1, 2].map(() => new Float64Array(columns)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let i = 0; i < count; i++) {
      const b = Math.fround(second[i]! - center[i % columns]!);
      const a = isSquare ? b : isMasked && activated[i]! <= 0 ? 0 : first[i]!;
      if (!isSquare) sum[i % columns]! += a;
      product[i % columns]! += a * b;
      bound[i % columns]! += Math.abs(a * b) * 2 ** -24 + rowCount * 2 ** -53;
    }
    const sums = heap.allocate(16 * columns);
    kernels.call('columnSums', {
      ...{ groups: 1, rowCount, columns, sums },
      first: isSquare ? 0 : heap.put(first),
      activated: isMasked ? heap.put(activated) : 0,
      second: heap.put(second),
      center: heap.put(center),
    });
    const got = heap.doubles(sums, 2 * columns);
    expect(worst(got, sum, () => rowCount * 2 ** -52 * rowCount)).toBeLessThanOrEqual(1);
    expect(worst(got.subarray(columns), product, (i) => bound[i]!)).toBeLessThanOrEqual(1);
  }
  heap.check();
});

test.each([
  ['plain', false],
  ['relaxed', true],
])('affine functions by column, %s: within the rounding of their steps', async (_, relaxedSimd) => {
  kernels = (await Kernels.compile({ relaxedSimd }))!.on(heap);
  const random = new Random(5);
  for (let round = 0; round < 100; round++) {
    const columns = random.integer(1, 40);
    const period = columns * 4 * random.integer(1, 3);
    const count = columns * random.integer(0, 60);
    const terms = round % 3;
    const isMasked = terms > 0 && random.pick([true, false]);
    const [activation, isMultiplied] = [random.pick([0, 2]), random.pick([true, false])];
    const [first, activated, second, factor] = [0, 1, 2, 3].map(() => random.floats(count));
    // Constant, scale and center of the first term, of the second.
    const vectors = [0, 1, 2, 3, 4].map(() => random.floats(columns));
    const table = new Float32Array(5 * period).map(
      (_, i) => vectors[Math.floor(i / period)]![(i % period) % columns]!,
    );
    const output = heap.allocate(4 * count);
    kernels.call('affine', {
      ...{ count, period, activation, output },
      first: terms > 0 ? heap.put(first!) : 0,
      activated: isMasked ? heap.put(activated!) : 0,
      second: terms > 1 ? heap.put(second!) : 0,
      factor: isMultiplied ? heap.put(factor!) : 0,
      coefficients: heap.put(table),
    });
    const [got, want, magnitudes] = [
      heap.floats(output, count),
      new Float64Array(count),
      new Float64Array(count),
    ];
    for (let i = 0; i < count; i++) {
      const [constant, scale1, center1, scale2, center2] = vectors.map((vector) => vector[i % columns]!);
      const a = isMasked && activated![i]! <= 0 ? 0 : first![i]!;
      const parts = [
        constant!,
        terms > 0 ? scale1! * (a - center1!) : 0,
        terms > 1 ? scale2! * (second![i]! - center2!) : 0,
      ];
      const magnitude = parts.reduce((total, part) => total + Math.abs(part), 0);
      const plain = parts.reduce((total, part) => total + part, 0);
      const times = isMultiplied ? factor![i]! : 1;
      want[i] = (activation ? Math.max(plain, 0) : plain) * times;
      magnitudes[i] = magnitude * Math.abs(times);
    }
    // Two roundings in each term, two additions, a product.
    expect(worst(got, want, (i) => 6 * 2 ** -24 * magnitudes[i]!)).toBeLessThanOrEqual(1);
  }
  heap.check();
});

test('segment sums; ids out of range go nowhere', () => {
  const random = new Random(3);
  for (let round = 0; round < 60; round++) {
    const rowCount = random.integer(0, 50);
    const columns = random.integer(1, 20);
    const segments = random.integer(1, 10);
    const input = random.floats(rowCount * columns);
    const ids = Int32Array.from({ length: rowCount }, () => random.integer(-2, segments + 1));
    const sums = new Sums(segments * columns);
    for (let i = 0; i < input.length; i++) {
      const id = ids[Math.floor(i / columns)]!;
      if (id >= 0 && id < segments) sums.add(id * columns + (i % columns), input[i]!);
    }
    const output = heap.allocate(4 * segments * columns);
    const at = { rowCount, columns, segments, input: heap.put(input), ids: heap.put(ids), output };
    kernels.call('segmentSum', at);
    expect(sums.worst(heap.floats(output, segments * columns))).toBeLessThan(1);
  }
  heap.check();
});

test('boxes of rows are copied from where they lie to where they belong', () => {
  const random = new Random(6);
  for (let round = 0; round < 60; round++) {
    const [blocks, rows, columns] = [random.integer(0, 3), random.integer(0, 5), random.integer(1, 20)];
    // Rows and blocks of source and target, with gaps behind them.
    const side = () => {
      const row = columns + random.integer(0, 3);
      return { row, block: row * rows + random.integer(0, 3) };
    };
    const [from, to] = [side(), side()];
    const source = random.floats(from.block * blocks + 3);
    const before = random.floats(to.block * blocks + 3);
    const target = heap.put(before);
    kernels.call('copyBox', {
      ...{ blocks, rows, rowBytes: 4 * columns, source: heap.put(source), target },
      ...{ sourceRow: 4 * from.row, sourceBlock: 4 * from.block },
      ...{ targetRow: 4 * to.row, targetBlock: 4 * to.block },
    });
    const expected = before.slice();
    for (let block = 0; block < blocks; block++) {
      for (let row = 0; row < rows; row++) {
        const at = from.block * block + from.row * row;
        expected.set(source.subarray(at, at + columns), to.block * block + to.row * row);
      }
    }
    expect(heap.floats(target, before.length)).toEqual(expected);
  }
  heap.check();
});
