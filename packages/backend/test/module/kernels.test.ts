import { expect, test } from 'vitest';
import { Kernels } from '../../src/module/kernels';
import { TestHeap } from './test-heap';

test('a kernel takes the fields of its struct, and all of them', async () => {
  const heap = new TestHeap();
  const kernels = (await Kernels.compile())!.on(heap);
  const [source, target] = [heap.put(new Float32Array([-1, 2])), heap.allocate(8)];
  kernels.call('reluGradient', { count: 2, gradient: source, activated: source, target });
  expect([...heap.floats(target, 2)]).toEqual([0, 2]);
  const windows = { ...{ batch: 0, inputHeight: 1, inputWidth: 1, inputChannels: 1, outputHeight: 1 } };
  expect(() => {
    // @ts-expect-error target is missing
    kernels.call('reluGradient', { count: 0, gradient: source, activated: source });
    // @ts-expect-error columns and sums of another struct
    kernels.call('gemm', { rows: 0, columns: 0, sums: target });
    // @ts-expect-error most of a window is missing
    kernels.call('conv2d', windows);
    // @ts-expect-error there is no such kernel
    kernels.call('relu', {});
    // @ts-expect-error relu's gradient needs no working memory
    kernels.reserve('reluGradient', { count: 1 });
  }).toThrow(TypeError);
});
