import { expect, test } from 'vitest';
import { Kernels } from '../../src/module/kernels';
import { RELU } from '../../src/module/structs';
import { Sums } from './oracle';
import { Random } from './random';
import { TestHeap } from './test-heap';

test('matrix products of all layouts against sums in float64', async () => {
  const heap = new TestHeap();
  const kernels = (await Kernels.compile())!.on(heap);
  const random = new Random(1);
  const shapes = [
    [1, 1, 1],
    [4, 8, 1],
    [65, 9, 513],
    [3, 600, 2],
    [130, 1030, 7],
    [5, 6, 1100],
    [3, 9, 0],
  ];
  while (shapes.length < 120) shapes.push([1, 1, 1].map(() => random.integer(1, 40)));
  for (const [rows, columns, depth] of shapes as [number, number, number][]) {
    const left = random.floats(rows * depth);
    const right = random.floats(depth * columns);
    const bias = random.floats(columns);
    const transposeLeft = random.integer(0, 1);
    const transposeRight = random.integer(0, 1);
    const withBias = random.next() < 0.5;
    const activation = random.pick([0, RELU]);
    const sums = new Sums(rows * columns);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        for (let k = 0; k < depth; k++) {
          const a = transposeLeft ? left[k * rows + i]! : left[i * depth + k]!;
          const b = transposeRight ? right[j * depth + k]! : right[k * columns + j]!;
          sums.add(i * columns + j, a * b);
        }
        if (withBias) sums.add(i * columns + j, bias[j]!);
        if (activation && sums.value[i * columns + j]! < 0) sums.value[i * columns + j] = 0;
      }
    }
    const output = heap.allocate(4 * rows * columns);
    const on = { left: heap.put(left), right: heap.put(right), bias: withBias ? heap.put(bias) : 0, output };
    kernels.call('gemm', { rows, columns, depth, transposeLeft, transposeRight, activation, ...on });
    expect(sums.worst(heap.floats(output, rows * columns))).toBeLessThan(1);
    heap.check();
  }
});

test('a NaN among the results is told, whatever follows', () => {
  const sums = new Sums(3);
  for (const at of [0, 1, 2]) sums.add(at, 1);
  expect(sums.worst(new Float32Array([1, 1, 1]))).toBe(0);
  expect(sums.worst(new Float32Array([1, NaN, 1.5]))).toBeNaN();
});
