import { expect, test } from 'vitest';
import { Kernels } from '../../src/module/kernels';
import { convolutionSums } from './oracle';
import { Random } from './random';
import { TestHeap } from './test-heap';
import { everyRow, noMask, randomWindow } from './windows';

test('depthwise convolution gradients against sums in float64, dense and from listed rows', async () => {
  const heap = new TestHeap();
  const kernels = (await Kernels.compile())!.on(heap);
  const random = new Random(1);
  for (let i = 0; i < 120; i++) {
    const w = { ...randomWindow(random) };
    w.outputChannels = w.inputChannels * random.pick([1, 1, 2, 3]);
    const positions = w.batch * w.outputHeight * w.outputWidth;
    const input = random.floats(w.batch * w.inputHeight * w.inputWidth * w.inputChannels);
    const filter = random.floats(w.filterHeight * w.filterWidth * w.outputChannels);
    const gradient = random.rows(positions, w.outputChannels, random.pick([0, 0.3, 1]));
    const on = { input: heap.put(input), filter: heap.put(filter), output: heap.put(gradient) };
    const rows = heap.allocate(4 * positions);
    const list = { ...noMask, rowCount: positions, columns: w.outputChannels, gradient: on.output, rows };
    const compact = heap.allocate(4 * gradient.length);
    const rowCount = kernels.call('prepare', { ...list, compact });
    const expectedInput = convolutionSums(w, 'input', { filter, output: gradient }, true);
    const expectedFilter = convolutionSums(w, 'filter', { input, output: gradient }, true);
    for (const sparse of [
      everyRow,
      { rows, rowCount, compact: 0 },
      { rows, rowCount, compact: 1, output: compact },
    ]) {
      const inputGradient = heap.allocate(4 * input.length);
      kernels.call('depthwiseInputGradient', { ...w, ...on, ...sparse, input: inputGradient });
      expect(expectedInput.worst(heap.floats(inputGradient, input.length))).toBeLessThan(1);
      const filterGradient = heap.allocate(4 * filter.length);
      kernels.call('depthwiseFilterGradient', {
        ...w,
        ...on,
        ...sparse,
        filter: filterGradient,
      });
      expect(expectedFilter.worst(heap.floats(filterGradient, filter.length))).toBeLessThan(1);
    }
    heap.check();
  }
});
