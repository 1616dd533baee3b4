import {
  BatchMatMul,
  type backend_util,
  Reshape,
  Slice,
  type TensorInfo,
  Transpose,
} from '@tensorflow/tfjs-core';
import { compose, floats, type WasmBackend } from './wasm-backend';

type Conv2DInfo = ReturnType<typeof backend_util.computeConv2DInfo>;

/** How many values of the windows are in memory at a time: 16 MiB. */
const chunkValues = 1 << 22;

/**
 * Every position of dy times the filter gives the gradient of the window it came from; the windows are added up in
 * dx. A few samples at a time, so that memory stays bounded.
 */
export function inputGradientByWindows(
  backend: WasmBackend,
  dy: TensorInfo,
  filter: TensorInfo,
  info: Conv2DInfo,
): TensorInfo {
  const { batchSize, outHeight, outWidth, outChannels, filterHeight, filterWidth, inChannels } = info;
  const taps = filterHeight * filterWidth * inChannels;
  const positions = outHeight * outWidth;
  const chunk = Math.max(1, Math.floor(chunkValues / (taps * positions)));
  const dx = backend.makeOutput(info.inShape, 'float32');
  floats(backend, dx).fill(0);
  const dxSize = info.inHeight * info.inWidth * inChannels;
  compose(backend, (run) => {
    const matrix = run(Reshape, { x: filter }, { shape: [taps, outChannels] });
    const transposed = run(Transpose, { x: matrix }, { perm: [1, 0] });
    for (let n = 0; n < batchSize; n += chunk) {
      const count = Math.min(chunk, batchSize - n);
      const windows = compose(backend, (runChunk) => {
        const begin = [n, 0, 0, 0];
        const size = [count, outHeight, outWidth, outChannels];
        const part = count === batchSize ? dy : runChunk(Slice, { x: dy }, { begin, size });
        const a = runChunk(Reshape, { x: part }, { shape: [count * positions, outChannels] });
        return runChunk(BatchMatMul, { a, b: transposed }, { transposeA: false, transposeB: false });
      });
      addWindows(
        floats(backend, windows),
        info,
        floats(backend, dx).subarray(n * dxSize, (n + count) * dxSize),
      );
      backend.disposeData(windows.dataId);
    }
    return dx;
  });
  return dx;
}

/** dx[n, oh s + kh - p, ow s + kw - p, i] += windows[(n, oh, ow), (kh, kw, i)] wherever that lies inside of dx. */
function addWindows(windows: Float32Array, info: Conv2DInfo, dx: Float32Array): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = info;
  const { strideHeight, strideWidth, padInfo } = info;
  const samples = dx.length / (inHeight * inWidth * inChannels);
  const run = filterWidth * inChannels;
  let from = 0;
  for (let n = 0; n < samples; n++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        const left = ow * strideWidth - padInfo.left;
        const first = Math.max(0, -left) * inChannels;
        const end = Math.min(filterWidth, inWidth - left) * inChannels;
        for (let kh = 0; kh < filterHeight; kh++, from += run) {
          const h = oh * strideHeight + kh - padInfo.top;
          if (h < 0 || h >= inHeight) continue;
          const to = ((n * inHeight + h) * inWidth + left) * inChannels;
          for (let i = first; i < end; i++) dx[to + i]! += windows[from + i]!;
        }
      }
    }
  }
}
