import { util } from '@tensorflow/tfjs-core';
import type { Fields } from '../module/kernel-structs';
import { affineOf, asAffine, columnsOf } from './affine';
import type { HeapCall, HeapTensor } from './heap-tensor';
import { type Affine, notesOf, pendingOf, type Term } from './pending';
import type { TensorHeap } from './tensor-heap';
import { trace } from './trace';

/** No second factor and no mask. */
const ALONE = { activated: 0, second: 0, center: 0 };

type Reduction = HeapCall<'x', { axis: number | number[]; keepDims: boolean }>;

/** Sum over neighboring axes that are not the last ones: gradients of biases, statistics of channels. */
export function sum(heap: TensorHeap, call: Reduction): HeapTensor | undefined {
  return reduce(heap, call, () => 1);
}

/** Mean over neighboring axes that are not the last ones. */
export function mean(heap: TensorHeap, call: Reduction): HeapTensor | undefined {
  return reduce(heap, call, (count) => count);
}

function reduce(
  heap: TensorHeap,
  { inputs: { x }, attrs: { axis, keepDims } }: Reduction,
  divisorOf: (count: number) => number,
): HeapTensor | undefined {
  const axes = util.parseAxisParam(axis, x.shape).sort((p, q) => p - q);
  const [first, last] = [axes[0] ?? 0, axes[axes.length - 1] ?? -1];
  const columns = util.sizeFromShape(x.shape.slice(last + 1));
  // Sums over the last axes, or over axes that are apart, are left to others.
  if (x.dtype !== 'float32' || columns === 1 || last - first + 1 !== axes.length) return undefined;
  const outer = x.shape.slice(0, first);
  const rowCount = util.sizeFromShape(x.shape.slice(first, last + 1));
  const kept = keepDims ? axes.map(() => 1) : [];
  const out = heap.output([...outer, ...kept, ...x.shape.slice(last + 1)]);
  const divisor = divisorOf(rowCount);
  const overAll = first === 0 && last === x.shape.length - 2;
  if (overAll && divisor === 1 && !notesOf(x).sums && pendingOf(x, 'reluGradient')) {
    const to = heap.address(out);
    heap.copy(heap.scan.scan(x, columns).sum, to, 4 * columns);
    return out;
  }
  if (overAll) {
    const sums = sumOverRows(heap, x, rowCount);
    heap.write(
      heap.address(out),
      sums.map((value) => value / divisor),
    );
    return out;
  }
  const groups = util.sizeFromShape(outer);
  const sums = columnSums(heap, { groups, rowCount, columns, first: heap.address(x), ...ALONE });
  heap.write(
    heap.address(out),
    sums.map((value) => value / divisor),
  );
  return out;
}

function sumOverRows(heap: TensorHeap, x: HeapTensor, rowCount: number): number[] {
  const columns = columnsOf(x);
  const known = notesOf(x).sums;
  if (known?.length === columns) {
    trace?.(`skipped the sum of [${x.shape}], which is known`);
    return known;
  }
  const sums =
    sumOfProduct(heap, x) ??
    sumOfAffine(x, rowCount) ??
    columnSums(heap, { groups: 1, rowCount, columns, first: heap.address(x), ...ALONE });
  notesOf(x).sums = sums;
  return sums;
}

/** From the sums of its terms, if these are known. */
function sumOfAffine(x: HeapTensor, rowCount: number): number[] | undefined {
  const affine = affineOf(x);
  const sums = affine?.terms.map(({ tensor }) => notesOf(tensor).sums);
  if (!affine || !sums) return undefined;
  if (sums.some((values) => values?.length !== affine.constant.length)) return undefined;
  return affine.constant.map((constant, i) =>
    affine.terms.reduce(
      (total, { scale, center }, t) => total + scale[i]! * (sums[t]![i]! - rowCount * center[i]!),
      rowCount * constant,
    ),
  );
}

/** The sum of a scale (tensor - center), in one pass over both. */
function sumOfProduct(heap: TensorHeap, x: HeapTensor): number[] | undefined {
  const pending = pendingOf(x, 'product');
  const { a, b } = pending ?? {};
  if (!a || !b || columnsOf(b) !== columnsOf(x)) return undefined;
  const affine: Affine = asAffine(b);
  const [term] = affine.terms;
  if (!term || affine.terms.length > 1 || affine.constant.some((c) => c !== 0)) return undefined;
  const isSquare = a.dataId === b.dataId;
  const { products } = sumsWithProducts(heap, isSquare ? undefined : a, term);
  return products.map((value, i) => value * term.scale[i]! ** (isSquare ? 2 : 1));
}

/** By channel, the sums of a, which are kept, and of a (tensor - center); without a, of (tensor - center)^2 only. */
export function sumsWithProducts(
  heap: TensorHeap,
  a: HeapTensor | undefined,
  { tensor, center }: Pick<Term, 'tensor' | 'center'>,
): { sum: number[]; products: number[] } {
  const columns = center.length;
  const rowCount = util.sizeFromShape(tensor.shape) / columns;
  const mask = a && pendingOf(a, 'reluGradient');
  // Computing one may compute what was made of another, which then no longer keeps that.
  const parts = [tensor, ...(mask ? [mask.gradient, mask.activated] : [])];
  for (const part of parts) heap.retain(part);
  const at = {
    first: a ? heap.address(mask ? mask.gradient : a) : 0,
    activated: mask ? heap.address(mask.activated) : 0,
    second: heap.address(tensor),
  };
  const centers = heap.coefficients.reserve(4 * columns);
  heap.write(centers, center);
  const sums = columnSums(heap, { groups: 1, rowCount, columns, ...at, center: centers });
  for (const part of parts) heap.release(part);
  const sum = sums.slice(0, columns);
  if (a) notesOf(a).sums = sum;
  return { sum, products: sums.slice(columns) };
}

function columnSums(heap: TensorHeap, fields: Omit<Fields<'columnSums'>, 'sums'>): number[] {
  const { columns, groups, second } = fields;
  const length = groups * columns * (second ? 2 : 1);
  if (length === 0) return [];
  // What malloc returns is a multiple of 8.
  const sums = heap.sums.reserve(8 * length);
  heap.kernels.call('columnSums', { ...fields, sums });
  return heap.readDoubles(sums, length);
}
