import { expect, test } from 'vitest';
import { Kernels } from '../../src/module/kernels';
import { TestHeap } from './test-heap';

test('clamping by one bound or one for each value, exactly; NaN stays NaN', async () => {
  const heap = new TestHeap();
  const kernels = (await Kernels.compile())!.on(heap);
  const values = [
    NaN,
    Infinity,
    -Infinity,
    -0,
    0,
    1,
    -1,
    7,
    2.5,
    NaN,
    6,
    1e-40,
    -2,
    9,
    -9,
    3,
    -0.5,
    NaN,
    8,
    4,
  ];
  for (let count = 0; count <= values.length; count++) {
    const x = values.slice(0, count);
    const lows = x.map((_, i) => [2, NaN, -3][i % 3]!);
    const highs = x.map((_, i) => [NaN, 5, 1][i % 3]!);
    const put = (numbers: number[]) => heap.put(Float32Array.from(numbers));
    const none = { low: 0, lowIsSingle: 0, high: 0, highIsSingle: 0 };
    const [low, high] = [put([-1]), put([6])];
    for (const [bounds, expected] of [
      [none, x],
      [{ ...none, low, lowIsSingle: 1, high, highIsSingle: 1 }, x.map((v) => Math.min(Math.max(v, -1), 6))],
      [{ ...none, low: put(lows) }, x.map((v, i) => Math.max(v, lows[i]!))],
      [{ ...none, high: put(highs) }, x.map((v, i) => Math.min(v, highs[i]!))],
    ] as const) {
      const target = heap.allocate(4 * count);
      kernels.call('clamp', { count, source: put(x), target, ...bounds });
      expect([...heap.floats(target, count)]).toEqual([...Float32Array.from(expected)]);
    }
    heap.check();
  }
});
