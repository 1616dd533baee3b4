import {
  backend_util,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { floats, type KernelCall } from '../tfjs/wasm-backend';

type Shape4D = [number, number, number, number];
type Conv2DInfo = ReturnType<typeof backend_util.computeConv2DInfo>;
type Pad = DepthwiseConv2dNativeBackpropFilterAttrs['pad'];
type Rounding = DepthwiseConv2dNativeBackpropFilterAttrs['dimRoundingMode'];

/** dW[kh, kw, c, m] = sum over n, oh, ow of x[n, oh s + kh d - p, ow s + kw d - p, c] dy[n, oh, ow, c M + m]. */
export function depthwiseConv2dNativeBackpropFilter({
  inputs: { x, dy },
  attrs: { strides, dilations, pad, dimRoundingMode, filterShape },
  backend,
}: KernelCall<'x' | 'dy', DepthwiseConv2dNativeBackpropFilterAttrs>): TensorInfo {
  const info = depthwiseInfo(x.shape, filterShape, strides, dilations, pad, dimRoundingMode);
  const out = backend.makeOutput(filterShape, 'float32');
  const [xs, dys, dw] = [floats(backend, x), floats(backend, dy), floats(backend, out).fill(0)];
  const { inChannels, outChannels } = info;
  const multiplier = outChannels / inChannels;
  forEachTap(info, (xAt, dyAt, tap) => {
    const dwAt = tap * outChannels;
    if (multiplier === 1) {
      for (let c = 0; c < inChannels; c++) dw[dwAt + c]! += xs[xAt + c]! * dys[dyAt + c]!;
      return;
    }
    for (let c = 0, o = 0; c < inChannels; c++) {
      for (let m = 0; m < multiplier; m++, o++) dw[dwAt + o]! += xs[xAt + c]! * dys[dyAt + o]!;
    }
  });
  return out;
}

/** dx[n, oh s + kh d - p, ow s + kw d - p, c] += W[kh, kw, c, m] dy[n, oh, ow, c M + m] over all positions and taps. */
export function depthwiseConv2dNativeBackpropInput({
  inputs: { dy, filter },
  attrs: { strides, dilations, pad, dimRoundingMode, inputShape },
  backend,
}: KernelCall<'dy' | 'filter', DepthwiseConv2dNativeBackpropInputAttrs>): TensorInfo {
  const info = depthwiseInfo(inputShape, filter.shape, strides, dilations, pad, dimRoundingMode);
  const out = backend.makeOutput(inputShape, 'float32');
  const [w, dys, dx] = [floats(backend, filter), floats(backend, dy), floats(backend, out).fill(0)];
  const { inChannels, outChannels } = info;
  const multiplier = outChannels / inChannels;
  forEachTap(info, (xAt, dyAt, tap) => {
    const wAt = tap * outChannels;
    if (multiplier === 1) {
      for (let c = 0; c < inChannels; c++) dx[xAt + c]! += w[wAt + c]! * dys[dyAt + c]!;
      return;
    }
    for (let c = 0, o = 0; c < inChannels; c++) {
      for (let m = 0; m < multiplier; m++, o++) dx[xAt + c]! += w[wAt + o]! * dys[dyAt + o]!;
    }
  });
  return out;
}

function depthwiseInfo(
  inputShape: number[],
  filterShape: number[],
  strides: [number, number] | number,
  dilations: [number, number] | number,
  pad: Pad,
  dimRoundingMode: Rounding,
): Conv2DInfo {
  return backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    true,
  );
}

/** Calls back with the offsets of x and dy for every position of dy and every tap that falls inside of x. */
function forEachTap(info: Conv2DInfo, visit: (xAt: number, dyAt: number, tap: number) => void): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } =
    info;
  for (let n = 0; n < batchSize; n++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let kh = 0; kh < filterHeight; kh++) {
        const h = oh * strideHeight + kh * dilationHeight - padInfo.top;
        if (h < 0 || h >= inHeight) continue;
        for (let ow = 0; ow < outWidth; ow++) {
          const dyAt = ((n * outHeight + oh) * outWidth + ow) * outChannels;
          for (let kw = 0; kw < filterWidth; kw++) {
            const w = ow * strideWidth + kw * dilationWidth - padInfo.left;
            if (w < 0 || w >= inWidth) continue;
            visit(((n * inHeight + h) * inWidth + w) * inChannels, dyAt, kh * filterWidth + kw);
          }
        }
      }
    }
  }
}
