import { type PadV2Attrs, type SliceAttrs, slice_util, util } from '@tensorflow/tfjs-core';
import { floats } from '../tfjs/wasm-backend';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';

/** Constant padding. */
export function padV2(
  heap: TensorHeap,
  { inputs: { x }, attrs: { paddings, constantValue } }: HeapCall<'x', PadV2Attrs>,
): HeapTensor | undefined {
  if (x.dtype !== 'float32') return undefined;
  const shape = x.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]);
  const begin = paddings.map(([before]) => before);
  const boxes = boxesOf(x.shape, shape);
  if (!boxes) return undefined;
  const out = heap.output(shape);
  const source = heap.address(x);
  floats(heap.backend, out).fill(constantValue);
  const [{ blocks, rows, rowBytes, row, block }, other] = boxes;
  heap.kernels.call('copyBox', {
    ...{ blocks, rows, rowBytes, source },
    ...{ sourceRow: row, sourceBlock: block },
    target: heap.address(out) + offsetOf(begin, shape),
    ...{ targetRow: other.row, targetBlock: other.block },
  });
  return out;
}

/** Slices, among them the gradient of padding. */
export function slice(
  heap: TensorHeap,
  { inputs: { x }, attrs }: HeapCall<'x', SliceAttrs>,
): HeapTensor | undefined {
  if (x.dtype !== 'float32') return undefined;
  const parsed = slice_util.parseSliceParams(x as never, attrs.begin, attrs.size);
  const [begin, size] = parsed as [number[], number[]];
  const boxes = boxesOf(size, x.shape);
  if (!boxes) return undefined;
  const out = heap.output(size);
  const source = heap.address(x) + offsetOf(begin, x.shape);
  const [{ blocks, rows, rowBytes, row, block }, other] = boxes;
  heap.kernels.call('copyBox', {
    ...{ blocks, rows, rowBytes, source },
    ...{ sourceRow: other.row, sourceBlock: other.block },
    target: heap.address(out),
    ...{ targetRow: row, targetBlock: block },
  });
  return out;
}

/** The rows of a small tensor, and where they are in a large one, if they lie in blocks of the same distance. */
function boxesOf(small: number[], large: number[]) {
  // Axes of the same size are one with the axis before.
  const sizes: [number, number][] = [];
  small.forEach((size, axis) => {
    const last = sizes[sizes.length - 1];
    if (last && size === large[axis]) sizes[sizes.length - 1] = [last[0] * size, last[1] * size];
    else sizes.push([size, large[axis]!]);
  });
  if (sizes.length > 3 || util.sizeFromShape(small) === 0) return undefined;
  while (sizes.length < 3) sizes.unshift([1, 1]);
  const [[blocks], [rows, largeRows], [columns, largeColumns]] = sizes as [
    [number, number],
    [number, number],
    [number, number],
  ];
  const rowBytes = 4 * columns;
  return [
    { blocks, rows, rowBytes, row: rowBytes, block: rows * rowBytes },
    { row: 4 * largeColumns, block: 4 * largeRows * largeColumns },
  ] as const;
}

/** Bytes from the beginning of a tensor to a position. */
function offsetOf(begin: number[], shape: number[]): number {
  return 4 * begin.reduce((at, position, axis) => at * shape[axis]! + position, 0);
}
