import { backend_util, type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { floats } from '../tfjs/wasm-backend';

interface ReduceAttrs {
  axis?: number | number[];
  keepDims?: boolean;
}

/** Sum over neighboring axes; see {@link reduceNeighbors}. */
export function sum(stock: KernelFunc): KernelFunc {
  return reduceNeighbors(stock, () => 1);
}

/** Mean over neighboring axes; see {@link reduceNeighbors}. */
export function mean(stock: KernelFunc): KernelFunc {
  return reduceNeighbors(stock, (count) => 1 / count);
}

/**
 * Sums over neighboring axes that are not the last ones: bias gradients, channel statistics, global pooling.
 * tfjs's wasm kernel transposes the whole tensor first. Columns are summed four at a time, in double precision.
 */
function reduceNeighbors(stock: KernelFunc, factor: (count: number) => number): KernelFunc {
  return kernelFunc<'x', ReduceAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    const axes = util.parseAxisParam(attrs.axis as number[], x.shape).sort((p, q) => p - q);
    if (x.dtype === 'float32' && util.sizeFromShape(x.shape) === 0) {
      // tfjs's result is what was on the heap.
      const [rest] = backend_util.computeOutAndReduceShapes(x.shape, axes);
      const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(rest, axes) : rest;
      const out: TensorInfo = backend.makeOutput(shape, 'float32');
      floats(backend, out).fill(0 * factor(0));
      return out;
    }
    const first = axes[0] ?? 0;
    const last = axes[axes.length - 1] ?? -1;
    const inner = util.sizeFromShape(x.shape.slice(last + 1));
    if (x.dtype !== 'float32' || inner === 1 || last - first + 1 !== axes.length) return stock(call);
    const count = util.sizeFromShape(x.shape.slice(first, last + 1));
    const kept = x.shape.slice(first, last + 1).map(() => 1);
    const shape = [...x.shape.slice(0, first), ...(attrs.keepDims ? kept : []), ...x.shape.slice(last + 1)];
    const out: TensorInfo = backend.makeOutput(shape, 'float32');
    sumColumns(floats(backend, x), count, inner, floats(backend, out), factor(count));
    return out;
  });
}

/** out[o, j] = scale * sum over i < count of x[o, i, j]. */
function sumColumns(x: Float32Array, count: number, inner: number, out: Float32Array, scale: number): void {
  const outer = out.length / inner;
  const group = count * inner;
  for (let o = 0; o < outer; o++) {
    const end = (o + 1) * group;
    let j = 0;
    for (; j + 3 < inner; j += 4) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let at = o * group + j; at < end; at += inner) {
        s0 += x[at]!;
        s1 += x[at + 1]!;
        s2 += x[at + 2]!;
        s3 += x[at + 3]!;
      }
      const to = o * inner + j;
      out[to] = s0 * scale;
      out[to + 1] = s1 * scale;
      out[to + 2] = s2 * scale;
      out[to + 3] = s3 * scale;
    }
    for (; j < inner; j++) {
      let s = 0;
      for (let at = o * group + j; at < end; at += inner) s += x[at]!;
      out[o * inner + j] = s * scale;
    }
  }
}
