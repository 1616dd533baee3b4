import { expect, test } from 'vitest';
import { Kernels } from '../../src/module/kernels';
import { TestHeap } from './test-heap';

test('what is not zero, of floats but for the sign', async () => {
  const heap = new TestHeap();
  const kernels = (await Kernels.compile())!.on(heap);
  const values = [
    256,
    0.5,
    -1,
    0,
    -0,
    Number.NaN,
    1e-40,
    Infinity,
    -1e-40,
    2 ** -126,
    0,
    3,
    -0,
    1,
    0,
    0,
    65536,
    0,
    -0,
  ];
  const bytes = (at: number, count: number) => [...new Uint8Array(heap.memory.buffer, at, count)];
  for (let count = 0; count <= values.length; count++) {
    const x = values.slice(0, count);
    const [source, target] = [heap.put(Float32Array.from(x)), heap.allocate(count)];
    kernels.call('isNotZero', { count, source, bits: 0x7fffffff, target });
    expect(bytes(target, count)).toEqual(x.map((value) => Number(value !== 0)));
    kernels.call('isNotZero', { count, source, bits: -1, target });
    expect(bytes(target, count)).toEqual(x.map((value) => Number(!Object.is(value, 0))));
    heap.check();
  }
});
