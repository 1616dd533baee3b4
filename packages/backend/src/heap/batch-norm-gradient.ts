import { util } from '@tensorflow/tfjs-core';
import { channelVector, columnsOf, deferAffine, filled } from './affine';
import type { HeapTensor } from './heap-tensor';
import { sumsWithProducts } from './reduce';
import type { TensorHeap } from './tensor-heap';

/** What the gradient of batch normalization is made from. */
interface Normalization {
  dy: HeapTensor;
  x: HeapTensor;
  mean: HeapTensor;
  variance: HeapTensor;
  scale: HeapTensor;
  varianceEpsilon: number;
}

/**
 * The gradients of x (put off), mean, variance, scale and offset, from one pass over dy and x; the formulas are in
 * gradients/batch-normalization.ts. Undefined where the statistics do not have a value for each channel, the last axis.
 */
export function batchNormGradient(
  heap: TensorHeap,
  { dy, x, mean, variance, scale, varianceEpsilon }: Normalization,
): HeapTensor[] | undefined {
  const columns = columnsOf(x);
  const statistics = [mean, variance, scale];
  if (x.dtype !== 'float32' || !columns) return undefined;
  if (statistics.some(({ shape }) => util.sizeFromShape(shape) !== columns)) return undefined;
  const [center, variances, scales] = statistics.map((tensor) => channelVector(heap, tensor, columns));
  if (!center || !variances || !scales) return undefined;
  const { sum, products } = sumsWithProducts(heap, dy, { tensor: x, center });
  const r = variances.map((value) => 1 / Math.sqrt(value + varianceEpsilon));
  const rScale = r.map((value, i) => value * scales[i]!);
  const statistic = (values: number[]): HeapTensor => {
    const out = heap.output(mean.shape);
    heap.write(heap.address(out), values);
    return out;
  };
  const terms = [{ tensor: dy, scale: rScale, center: filled(columns, 0) }];
  return [
    deferAffine(heap, { kind: 'affine', terms, constant: filled(columns, 0) }, x.shape),
    statistic(sum.map((s, i) => -s * rScale[i]!)),
    statistic(products.map((t, i) => -0.5 * t * r[i]! ** 2 * rScale[i]!)),
    statistic(products.map((t, i) => t * r[i]!)),
    statistic(sum),
  ];
}
