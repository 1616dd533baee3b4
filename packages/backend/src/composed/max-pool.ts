import {
  backend_util,
  type MaxPool3DAttrs,
  type MaxPool3DGradAttrs,
  type MaxPoolGradAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { floats, type KernelCall, type WasmBackend } from '../tfjs/wasm-backend';

type Pool3DInfo = ReturnType<typeof backend_util.computePool3DInfo>;

/** 3D max pooling. tfjs's wasm kernel ignores that "same" padding may be longer behind than in front. */
export function maxPool3D({ inputs: { x }, attrs, backend }: KernelCall<'x', MaxPool3DAttrs>): TensorInfo {
  const info = pool3DInfo(x, attrs);
  const out = backend.makeOutput(info.outShape, 'float32');
  const [from, to] = [floats(backend, x), floats(backend, out)];
  forEachMaximum(from, info, (at, best) => {
    to[at] = from[best] ?? -Infinity;
  });
  return out;
}

/** Gradient of 3D max pooling; see {@link maxPoolGrad}. */
export function maxPool3DGrad({
  inputs: { dy, input },
  attrs,
  backend,
}: KernelCall<'dy' | 'input', MaxPool3DGradAttrs>): TensorInfo {
  return routeGradient(backend, dy, input, pool3DInfo(input, attrs));
}

/**
 * Gradient of 2D max pooling: dy at the first largest value of every window, summed over the windows. tfjs's wasm kernel
 * is wrong.
 */
export function maxPoolGrad({
  inputs: { dy, input },
  attrs: { filterSize, strides, pad, dimRoundingMode },
  backend,
}: KernelCall<'dy' | 'input', MaxPoolGradAttrs>): TensorInfo {
  const shape = input.shape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const flat = { inDepth: 1, outDepth: 1, filterDepth: 1, strideDepth: 1 };
  const padInfo = { ...info.padInfo, front: 0, back: 0 };
  return routeGradient(backend, dy, input, { ...info, ...flat, padInfo } as unknown as Pool3DInfo);
}

function pool3DInfo(
  x: TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: MaxPool3DGradAttrs,
): Pool3DInfo {
  const shape = x.shape as [number, number, number, number, number];
  return backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
}

function routeGradient(
  backend: WasmBackend,
  dy: TensorInfo,
  input: TensorInfo,
  info: Pool3DInfo,
): TensorInfo {
  const out = backend.makeOutput(input.shape, 'float32');
  const [from, to] = [floats(backend, dy), floats(backend, out).fill(0)];
  forEachMaximum(floats(backend, input), info, (at, best) => {
    if (best >= 0) to[best]! += from[at]!;
  });
  return out;
}

/**
 * Calls back with the index of every output value and of the first largest input value in its window, -1 if it has none. NaN is the
 * largest of a window of nothing else.
 */
function forEachMaximum(x: Float32Array, info: Pool3DInfo, visit: (at: number, best: number) => void): void {
  const { batchSize, inChannels, inDepth, inHeight, inWidth, outDepth, outHeight, outWidth } = info;
  let at = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let od = 0; od < outDepth; od++) {
      const depths = clip(od * info.strideDepth - info.padInfo.front, info.filterDepth, inDepth);
      for (let oh = 0; oh < outHeight; oh++) {
        const rows = clip(oh * info.strideHeight - info.padInfo.top, info.filterHeight, inHeight);
        for (let ow = 0; ow < outWidth; ow++) {
          const columns = clip(ow * info.strideWidth - info.padInfo.left, info.filterWidth, inWidth);
          for (let c = 0; c < inChannels; c++) {
            let best = -1;
            for (let d = depths.begin; d < depths.end; d++) {
              for (let h = rows.begin; h < rows.end; h++) {
                let cell = (((n * inDepth + d) * inHeight + h) * inWidth + columns.begin) * inChannels + c;
                for (let w = columns.begin; w < columns.end; w++, cell += inChannels) {
                  if (best < 0 || isLarger(x[cell]!, x[best]!)) best = cell;
                }
              }
            }
            visit(at++, best);
          }
        }
      }
    }
  }
}

/** Any number is larger than NaN. */
function isLarger(value: number, best: number): boolean {
  return value > best || (Number.isNaN(best) && !Number.isNaN(value));
}

function clip(start: number, window: number, size: number): { begin: number; end: number } {
  return { begin: Math.max(0, start), end: Math.min(size, start + window) };
}
