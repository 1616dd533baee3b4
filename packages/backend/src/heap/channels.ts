// Operations that are affine by channel: statistics, normalization, biases, and the gradients of these. tf.layers
// takes a dozen of them one by one for each batch normalization; deferred and put together, they are two passes.
import { type FusedBatchNormAttrs, type TileAttrs, util } from '@tensorflow/tfjs-core';
import { RELU } from '../module/structs';
import {
  affineOf,
  asAffine,
  centered,
  channelVector,
  columnsOf,
  computeAffine,
  deferAffine,
  filled,
  plus,
  scaled,
} from './affine';
import { defer, rememberActivation } from './deferred';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';
import { trace } from './trace';

type Binary = HeapCall<'a' | 'b'>;

/** Tensors of fewer values or rows are not worth it. */
const [SIZE, ROWS] = [1024, 8];

/** a + b, where b has a value per channel or both are deferred. */
export function addChannels(heap: TensorHeap, { inputs: { a, b } }: Binary): HeapTensor | undefined {
  for (const [big, small] of [
    [a, b],
    [b, a],
  ] as const) {
    const shift = channelsBeside(heap, big, small);
    if (shift)
      return deferAffine(
        heap,
        centered(
          asAffine(big),
          shift.map((v) => -v),
        ),
        big.shape,
      );
  }
  if (!util.arraysEqual(a.shape, b.shape) || !(affineOf(a) || affineOf(b))) return undefined;
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
  const sum = plus(asAffine(a), asAffine(b));
  return sum && deferAffine(heap, sum, a.shape);
}

/** a - b, where b has a value per channel. */
export function subtractChannels(heap: TensorHeap, { inputs: { a, b } }: Binary): HeapTensor | undefined {
  const shift = channelsBeside(heap, a, b);
  return shift && deferAffine(heap, centered(asAffine(a), shift), a.shape);
}

/** a b, where one has a value per channel; and the product with an affine function, of which the sum may be all that is needed. */
export function multiplyChannels(heap: TensorHeap, { inputs: { a, b } }: Binary): HeapTensor | undefined {
  for (const [big, small] of [
    [a, b],
    [b, a],
  ] as const) {
    const factor = channelsBeside(heap, big, small);
    if (factor) return deferAffine(heap, scaled(asAffine(big), factor), big.shape);
  }
  if (!util.arraysEqual(a.shape, b.shape) || a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
  const [left, right] = [affineOf(a), affineOf(b)];
  if (left?.terms.length === 0 && right) {
    return deferAffine(heap, scaled(right, left.constant), a.shape);
  }
  return right?.terms.length === 1 ? deferProduct(heap, a, b) : undefined;
}

/** x^2 of a deferred x: the mean of it may be all that is needed. */
export function square(heap: TensorHeap, { inputs: { x } }: HeapCall<'x'>): HeapTensor | undefined {
  return affineOf(x)?.terms.length === 1 ? deferProduct(heap, x, x) : undefined;
}

/** One value per channel, repeated at all positions: the gradient of a mean. */
export function tileChannels(
  heap: TensorHeap,
  { inputs: { x }, attrs: { reps } }: HeapCall<'x', TileAttrs>,
): HeapTensor | undefined {
  const shape = x.shape.map((size, axis) => size * reps[axis]!);
  const columns = columnsOf({ shape });
  if (columnsOf(x) !== columns || !isWorthIt(shape)) return undefined;
  const constant = util.sizeFromShape(x.shape) === columns ? channelVector(heap, x, columns) : undefined;
  return constant && deferAffine(heap, { kind: 'affine', terms: [], constant }, shape);
}

/** dy / count at each position, dy being the gradient of a sum over all axes but the last. */
export function spread(
  heap: TensorHeap,
  dy: HeapTensor,
  shape: number[],
  axes: number[],
  count: number,
): HeapTensor[] | undefined {
  const overPositions = axes.length === shape.length - 1 && !axes.includes(shape.length - 1);
  if (!overPositions || !isWorthIt(shape)) return undefined;
  const values = channelVector(heap, dy, shape[shape.length - 1]!);
  if (!values) return undefined;
  const constant = values.map((value) => Math.fround(value / count));
  return [deferAffine(heap, { kind: 'affine', terms: [], constant }, shape)];
}

/** 2 x dy, the gradient of x^2, where x was deferred and dy is the same at all positions. */
export function doubledProduct(
  heap: TensorHeap,
  { dy, x }: Record<'dy' | 'x', HeapTensor>,
): HeapTensor[] | undefined {
  const [gradient, affine] = [affineOf(dy), affineOf(x)];
  if (!affine || gradient?.terms.length !== 0) return undefined;
  const factor = gradient.constant.map((value) => 2 * value);
  return [deferAffine(heap, scaled(affine, factor), x.shape)];
}

/** (x - mean) scale / sqrt(variance + epsilon) + offset. */
export function fusedBatchNorm(
  heap: TensorHeap,
  {
    inputs: { x, mean, variance, offset, scale },
    attrs,
  }: HeapCall<'x' | 'mean' | 'variance', FusedBatchNormAttrs, 'offset' | 'scale'>,
): HeapTensor | undefined {
  const columns = columnsOf(x);
  if (x.dtype !== 'float32' || !isWorthIt(x.shape)) return undefined;
  const vector = (tensor: HeapTensor) =>
    util.sizeFromShape(tensor.shape) === columns ? channelVector(heap, tensor, columns) : undefined;
  const [center, variances] = [vector(mean), vector(variance)];
  const scales = scale && vector(scale);
  const constant = offset ? vector(offset) : filled(columns, 0);
  if (!center || !variances || !constant || (scale && !scales)) return undefined;
  const factor = variances.map((v, i) => (scales ? scales[i]! : 1) / Math.sqrt(v + attrs.varianceEpsilon));
  const terms = [{ tensor: x, scale: factor, center }];
  return deferAffine(heap, { kind: 'affine', terms, constant }, x.shape);
}

/** relu(x), if x is a deferred affine function. */
export function reluOfAffine(heap: TensorHeap, { inputs: { x } }: HeapCall<'x'>): HeapTensor | undefined {
  const affine = affineOf(x);
  if (!affine) return undefined;
  const out = heap.output(x.shape);
  trace?.(`fused relu into affine [${x.shape}]`);
  computeAffine(heap, affine, out, { activation: RELU });
  rememberActivation(heap, x, out);
  return out;
}

/** The values of `small` if it has one per channel of `big`, and putting that off may save passes. */
function channelsBeside(heap: TensorHeap, big: HeapTensor, small: HeapTensor): number[] | undefined {
  const size = util.sizeFromShape(small.shape);
  const columns = columnsOf(big);
  if (big.dtype !== 'float32' || small.shape.length > big.shape.length) return undefined;
  // One factor for all values is an operation of its own, except where others are put off already.
  if (!(size === columns && columns > 1 && isWorthIt(big.shape)) && !(size === 1 && affineOf(big))) {
    return undefined;
  }
  return channelVector(heap, small, columns);
}

function isWorthIt(shape: number[]): boolean {
  const size = util.sizeFromShape(shape);
  return size >= SIZE && size >= ROWS * shape[shape.length - 1]!;
}

/** a b, where b is a deferred affine function of one term. */
function deferProduct(heap: TensorHeap, a: HeapTensor, b: HeapTensor): HeapTensor {
  const out = heap.output(b.shape);
  return defer(heap, out, { kind: 'product', a, b }, () => {
    const factor = heap.address(a);
    computeAffine(heap, asAffine(b), out, { factor });
  });
}
