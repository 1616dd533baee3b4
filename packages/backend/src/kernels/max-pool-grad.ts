import {
  backend_util,
  type MaxPool3DGradAttrs,
  type MaxPoolGradAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { floats, type KernelCall } from './wasm-backend';

type Pool3DInfo = ReturnType<typeof backend_util.computePool3DInfo>;
type Inputs = 'dy' | 'input';

/** dx = dy at the first largest value of every window, summed over the windows. tfjs's wasm kernel is wrong. */
export function maxPoolGrad({ inputs, attrs, backend }: KernelCall<Inputs, MaxPoolGradAttrs>): TensorInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const shape = inputs.input.shape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const flat = { inDepth: 1, outDepth: 1, filterDepth: 1, strideDepth: 1 };
  const padInfo = { ...info.padInfo, front: 0, back: 0 };
  return route({ inputs, attrs, backend }, { ...info, ...flat, padInfo } as unknown as Pool3DInfo);
}

/** The same over three axes. */
export function maxPool3DGrad({
  inputs,
  attrs,
  backend,
}: KernelCall<Inputs, MaxPool3DGradAttrs>): TensorInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const shape = inputs.input.shape as [number, number, number, number, number];
  const info = backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  return route({ inputs, attrs, backend }, info);
}

function route({ inputs: { dy, input }, backend }: KernelCall<Inputs>, info: Pool3DInfo): TensorInfo {
  const out = backend.makeOutput(input.shape, 'float32');
  const [x, from, dx] = [floats(backend, input), floats(backend, dy), floats(backend, out).fill(0)];
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
                  if (best < 0 || x[cell]! > x[best]!) best = cell;
                }
              }
            }
            dx[best]! += from[at++]!;
          }
        }
      }
    }
  }
  return out;
}

function clip(start: number, window: number, size: number): { begin: number; end: number } {
  return { begin: Math.max(0, start), end: Math.min(size, start + window) };
}
