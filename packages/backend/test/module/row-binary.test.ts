import { expect, test } from 'vitest';
import { Kernels } from '../../src/module/kernels';
import { ROW_OPERATIONS } from '../../src/module/structs';
import { TestHeap } from './test-heap';

const operations: Record<(typeof ROW_OPERATIONS)[number], (large: number, small: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  subtractFrom: (a, b) => b - a,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  divideInto: (a, b) => b / a,
};
const special = [0, -0, 1, -1, NaN, Infinity, -Infinity, 1e-40, 3e38, -2.5, 7];

test.each(ROW_OPERATIONS)(
  '%s of each row and its number, exactly as float32 arithmetic has it',
  async (name) => {
    const heap = new TestHeap();
    const kernels = (await Kernels.compile())!.on(heap);
    const operation = ROW_OPERATIONS.indexOf(name);
    for (const groups of [0, 1, 3]) {
      for (const rowCount of [2, 11]) {
        for (const columns of [2, 3, 4, 5, 8, 17]) {
          const count = groups * rowCount * columns;
          const large = Float32Array.from({ length: count }, (_, i) => special[(i * 7) % special.length]!);
          const small = Float32Array.from(
            { length: rowCount },
            (_, i) => special[(i * 5 + 1) % special.length]!,
          );
          const target = heap.allocate(4 * count);
          kernels.call('rowBinary', {
            ...{ groups, rowCount, columns, operation, target },
            ...{ large: heap.put(large), small: heap.put(small) },
          });
          const expected = large.map((a, i) =>
            operations[name](a, small[Math.floor(i / columns) % rowCount]!),
          );
          // Object.is, so that -0 is not 0.
          expect([...heap.floats(target, count)]).toEqual([...expected]);
        }
      }
    }
    heap.check();
  },
);
