import { beforeEach, expect, test } from 'vitest';
import { Kernels } from '../../src/simd/kernels';
import { RELU_GRADIENT, ROW_SUM, SEGMENT_SUM } from '../../src/simd/structs';
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
    kernels.call('reluGradient', RELU_GRADIENT, at);
    expect(heap.floats(target, count)).toEqual(gradient.map((g, i) => (activated[i]! <= 0 ? 0 : g)));
  }
  heap.check();
});

test('sums over rows are rounded once', () => {
  const random = new Random(2);
  for (let round = 0; round < 60; round++) {
    const rowCount = random.pick([0, 1, 2, 255, 256, 257, 3000]);
    const columns = random.integer(1, 40);
    const input = random.floats(rowCount * columns);
    const sums = new Sums(columns);
    for (let i = 0; i < input.length; i++) sums.add(i % columns, input[i]!);
    const output = heap.allocate(4 * columns);
    kernels.call('sumRows', ROW_SUM, { rowCount, columns, divisor: 7, input: heap.put(input), output });
    expect(heap.floats(output, columns)).toEqual(Float32Array.from(sums.value, (sum) => sum / 7));
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
    kernels.call('segmentSum', SEGMENT_SUM, at);
    expect(sums.worst(heap.floats(output, segments * columns))).toBeLessThan(1);
  }
  heap.check();
});
