import { expect, test } from 'vitest';
import { Kernels } from '../../src/module/kernels';
import { forEachTap, Sums } from './oracle';
import { Random } from './random';
import { TestHeap } from './test-heap';
import { randomWindow } from './windows';

test('pooling and its gradients against plain loops; ties go to the first cell', async () => {
  const heap = new TestHeap();
  const kernels = (await Kernels.compile())!.on(heap);
  const random = new Random(1);
  let emptyWindows = 0;
  for (let round = 0; round < 150; round++) {
    const w = { ...randomWindow(random) };
    w.outputChannels = w.inputChannels;
    if (round % 4 === 0) {
      // Windows that lie outside of the image, as rounding modes and paddings let them.
      w.outputHeight += random.integer(0, 2);
      w.outputWidth += random.integer(0, 2);
      w.padTop += random.integer(0, 2);
    }
    const channels = w.inputChannels;
    const positions = w.batch * w.outputHeight * w.outputWidth;
    const cells: number[][] = Array.from({ length: positions }, () => []);
    forEachTap(w, (output, input) => cells[output]!.push(input));

    // Few different values, so that there are ties.
    const values = random
      .floats(w.batch * w.inputHeight * w.inputWidth * channels)
      .map((v) => Math.round(3 * v));
    const gradient = random.floats(positions * channels);
    const average = new Sums(values.length);
    const maximum = new Sums(values.length);
    for (const [output, inside] of cells.entries()) {
      for (let c = 0; c < channels && inside.length > 0; c++) {
        const g = gradient[output * channels + c]!;
        for (const input of inside) average.add(input * channels + c, g / inside.length);
        const at = (input: number) => values[input * channels + c]!;
        const best = inside.reduce((a, b) => (at(b) > at(a) ? b : a));
        maximum.add(best * channels + c, g);
      }
    }
    const result = heap.allocate(4 * gradient.length);
    const forward = { ...w, input: heap.put(values), output: result };
    const [averages, maxima] = [new Sums(gradient.length), new Sums(gradient.length)];
    for (const [output, inside] of cells.entries()) {
      for (let c = 0; c < channels; c++) {
        const of = inside.map((input) => values[input * channels + c]!);
        for (const value of of) averages.add(output * channels + c, value / of.length);
        if (of.length > 0) maxima.add(output * channels + c, Math.max(...of));
      }
    }
    /** What the windows without cells give must be `empty`; that of the others. */
    const pooled = (empty: number) => {
      const values = heap.floats(result, gradient.length);
      for (const [output, inside] of cells.entries()) {
        if (inside.length > 0) continue;
        const of = values.subarray(output * channels, (output + 1) * channels);
        expect([...of]).toEqual(Array(channels).fill(empty));
        of.fill(0);
        emptyWindows++;
      }
      return values;
    };
    kernels.call('averagePool', forward);
    // One more rounding: of the division.
    expect(averages.worst(pooled(NaN))).toBeLessThan(2);
    kernels.call('maxPool', forward);
    expect(maxima.worst(pooled(-Infinity))).toBeLessThan(1);

    const output = heap.put(gradient);
    const input = heap.allocate(4 * values.length);
    kernels.call('averagePoolGradient', { ...w, input, output });
    // One more rounding: of 1 / count.
    expect(average.worst(heap.floats(input, values.length))).toBeLessThan(2);
    kernels.call('maxPoolGradient', { ...w, input, output, bias: heap.put(values) });
    expect(maximum.worst(heap.floats(input, values.length))).toBeLessThan(1);
    heap.check();
  }
  expect(emptyWindows).toBeGreaterThan(50);
});

test('max pooling: NaN is never the largest unless it is alone', async () => {
  const heap = new TestHeap();
  const kernels = (await Kernels.compile())!.on(heap);
  const window = {
    ...{
      batch: 1,
      inputHeight: 1,
      inputWidth: 4,
      outputHeight: 1,
      outputWidth: 2,
      filterHeight: 1,
      filterWidth: 2,
    },
    ...{ strideHeight: 1, strideWidth: 2, dilationHeight: 1, dilationWidth: 1, padTop: 0, padLeft: 0 },
  };
  for (const channels of [1, 4]) {
    const spread = (values: number[]) =>
      heap.put(Float32Array.from(values.flatMap((v) => Array<number>(channels).fill(v))));
    const input = heap.allocate(16 * channels);
    const output = heap.allocate(8 * channels);
    const channelsOf = { inputChannels: channels, outputChannels: channels };
    const x = spread([NaN, 1, NaN, NaN]);
    kernels.call('maxPool', { ...window, ...channelsOf, input: x, output });
    expect([...heap.floats(output, 2 * channels)]).toEqual(
      [1, NaN].flatMap((v) => Array<number>(channels).fill(v)),
    );
    kernels.call('averagePool', { ...window, ...channelsOf, input: x, output });
    expect([...heap.floats(output, 2 * channels)]).toEqual(Array<number>(2 * channels).fill(NaN));
    const on = { bias: spread([NaN, 1, NaN, NaN]), output: spread([5, 7]), input };
    kernels.call('maxPoolGradient', {
      ...window,
      ...on,
      inputChannels: channels,
      outputChannels: channels,
    });
    const expected = [0, 5, 7, 0].flatMap((v) => Array<number>(channels).fill(v));
    expect([...heap.floats(input, 4 * channels)]).toEqual(expected);
  }
});
