import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Kernels } from '../../src/module/kernels';
import { RELU } from '../../src/module/structs';
import { convolutionSums, type Window } from './oracle';
import { Random } from './random';
import { TestHeap } from './test-heap';
import { everyRow, noMask, randomWindow, windowOf } from './windows';

let heap: TestHeap;
let kernels: Kernels;
beforeEach(async () => {
  heap = new TestHeap();
  kernels = (await Kernels.compile())!.on(heap);
});

const square = {
  batch: 2,
  inputHeight: 9,
  inputWidth: 9,
  inputChannels: 4,
  outputChannels: 8,
  filterHeight: 3,
  filterWidth: 3,
  strideHeight: 1,
  strideWidth: 1,
  dilationHeight: 1,
  dilationWidth: 1,
  padTop: 1,
  padLeft: 1,
  padBottom: 1,
  padRight: 1,
};
const unpadded = { padTop: 0, padLeft: 0, padBottom: 0, padRight: 0 };
const edges: Record<string, Window> = {
  'same padding': windowOf(square),
  'one channel, stride 1': windowOf({ ...square, inputChannels: 1, inputWidth: 13 }),
  'one channel, stride 2, filter 5': windowOf({
    ...square,
    inputChannels: 1,
    inputHeight: 17,
    inputWidth: 33,
    filterHeight: 5,
    filterWidth: 5,
    strideHeight: 2,
    strideWidth: 2,
  }),
  'one pixel': windowOf({ ...square, inputHeight: 1, inputWidth: 1 }),
  'one pixel, filter 1': windowOf({
    ...square,
    ...unpadded,
    inputHeight: 1,
    inputWidth: 1,
    filterHeight: 1,
    filterWidth: 1,
  }),
  'even filter': windowOf({
    ...square,
    filterHeight: 4,
    filterWidth: 2,
    padTop: 1,
    padBottom: 2,
    padLeft: 0,
  }),
  'windows that tile the image': windowOf({
    ...square,
    ...unpadded,
    inputHeight: 8,
    inputWidth: 8,
    filterHeight: 2,
    filterWidth: 2,
    strideHeight: 2,
    strideWidth: 2,
  }),
  'windows that leave a border': windowOf({
    ...square,
    ...unpadded,
    filterHeight: 2,
    filterWidth: 2,
    strideHeight: 2,
    strideWidth: 2,
  }),
  'gaps between windows': windowOf({
    ...square,
    ...unpadded,
    filterHeight: 1,
    filterWidth: 1,
    strideHeight: 3,
  }),
  dilation: windowOf({ ...square, dilationHeight: 2, dilationWidth: 3, padTop: 2, padLeft: 3, padRight: 3 }),
  'no images': windowOf({ ...square, batch: 0 }),
  'more taps and channels than one pass holds': windowOf({
    ...square,
    batch: 1,
    inputHeight: 5,
    inputWidth: 5,
    inputChannels: 70,
    outputChannels: 530,
  }),
  'padded images in several parts': windowOf({
    ...square,
    batch: 3,
    inputHeight: 300,
    inputWidth: 300,
    inputChannels: 8,
    outputChannels: 1,
    filterHeight: 2,
    filterWidth: 2,
    strideHeight: 5,
    strideWidth: 4,
  }),
};

function positions(w: Window): number {
  return w.batch * w.outputHeight * w.outputWidth;
}

/** All three products of one window against sums in float64; the gradients also from listed rows. */
function check(w: Window, random: Random, kept: number): void {
  const input = random.floats(w.batch * w.inputHeight * w.inputWidth * w.inputChannels);
  const filter = random.floats(w.filterHeight * w.filterWidth * w.inputChannels * w.outputChannels);
  const gradient = random.rows(positions(w), w.outputChannels, kept);
  const on = { input: heap.put(input), filter: heap.put(filter), output: heap.put(gradient) };

  const output = heap.allocate(4 * gradient.length);
  kernels.call('conv2d', { ...w, ...on, output, bias: 0, activation: 0 });
  expect(
    convolutionSums(w, 'output', { input, filter }).worst(heap.floats(output, gradient.length)),
  ).toBeLessThan(1);

  const rows = heap.allocate(4 * positions(w));
  const compact = heap.allocate(4 * gradient.length);
  const list = { ...noMask, rowCount: positions(w), columns: w.outputChannels, gradient: on.output, rows };
  const rowCount = kernels.call('prepare', { ...list, compact: 0 });
  kernels.call('prepare', { ...list, compact });
  const expectedInput = convolutionSums(w, 'input', { filter, output: gradient });
  const expectedFilter = convolutionSums(w, 'filter', { input, output: gradient });
  for (const sparse of [
    everyRow,
    { rows, rowCount, compact: 0 },
    { rows, rowCount, compact: 1, output: compact },
  ]) {
    const inputGradient = heap.allocate(4 * input.length);
    kernels.call('conv2dInputGradient', { ...w, ...on, ...sparse, input: inputGradient });
    expect(expectedInput.worst(heap.floats(inputGradient, input.length))).toBeLessThan(1);
    const filterGradient = heap.allocate(4 * filter.length);
    kernels.call('conv2dFilterGradient', { ...w, ...on, ...sparse, filter: filterGradient });
    expect(expectedFilter.worst(heap.floats(filterGradient, filter.length))).toBeLessThan(1);
  }
  heap.check();
}

describe('convolution and its gradients against sums in float64', () => {
  for (const [name, w] of Object.entries(edges)) {
    test(name, () => check(w, new Random(1), 0.6));
  }

  test('random windows, of which some have no non-zero gradient', () => {
    const random = new Random(2);
    for (let i = 0; i < 150; i++) check(randomWindow(random), random, random.pick([0, 0.1, 0.5, 1]));
  });
});

test('listed rows take no more memory than was reserved before they were known', () => {
  // Frames of 64 windows are larger than one small image with its padding.
  const w = windowOf({ ...square, batch: 1 });
  kernels.reserve('conv2dInputGradient', w);
  const on = {
    input: heap.allocate(4 * w.inputHeight * w.inputWidth * w.inputChannels),
    filter: heap.allocate(4 * w.filterHeight * w.filterWidth * w.inputChannels * w.outputChannels),
    output: heap.allocate(4 * positions(w) * w.outputChannels),
    rows: heap.put(Int32Array.from({ length: positions(w) }, (_, row) => row)),
  };
  const allocate = vi.spyOn(heap, 'allocate');
  kernels.call('conv2dInputGradient', { ...w, ...on, rowCount: positions(w), compact: 0 });
  expect(allocate).not.toHaveBeenCalled();
  heap.check();
});

test('bias and relu', () => {
  const random = new Random(3);
  for (let i = 0; i < 30; i++) {
    const w = randomWindow(random);
    const input = random.floats(w.batch * w.inputHeight * w.inputWidth * w.inputChannels);
    const filter = random.floats(w.filterHeight * w.filterWidth * w.inputChannels * w.outputChannels);
    const bias = random.floats(w.outputChannels);
    const expected = convolutionSums(w, 'output', { input, filter });
    for (let at = 0; at < expected.length; at++) expected.add(at, bias[at % w.outputChannels]!);
    const on = { input: heap.put(input), filter: heap.put(filter), bias: heap.put(bias) };
    const output = heap.allocate(4 * expected.length);
    kernels.call('conv2d', { ...w, ...on, output, activation: 0 });
    expect(expected.worst(heap.floats(output, expected.length))).toBeLessThan(1);
    kernels.call('conv2d', { ...w, ...on, output, activation: RELU });
    const plain = expected.value.map((v) => Math.max(v, 0));
    expected.value.set(plain);
    expect(expected.worst(heap.floats(output, expected.length))).toBeLessThan(1);
  }
  heap.check();
});

test('the build with fused multiply-add, where the engine has it', async () => {
  const relaxed = (await Kernels.compile({ relaxedSimd: true }))!.on(heap);
  kernels = relaxed;
  const random = new Random(4);
  for (let i = 0; i < 20; i++) check(randomWindow(random), random, 0.5);
});
