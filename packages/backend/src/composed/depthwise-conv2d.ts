import {
  backend_util,
  type DepthwiseConv2dNativeAttrs,
  type KernelFunc,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { floats, type KernelCall } from '../tfjs/wasm-backend';
import { samePadding } from './same-padding';

type Shape4D = [number, number, number, number];

/**
 * Depthwise convolution. tfjs's wasm kernel writes -Infinity for NaN, so that a net that has diverged looks healthy: what
 * is -Infinity is computed again.
 */
export function depthwiseConv2d(stock: KernelFunc): KernelFunc {
  const padded = samePadding(true)(stock);
  return kernelFunc<'x' | 'filter', DepthwiseConv2dNativeAttrs>((call) => {
    const out = padded(call) as TensorInfo;
    repair(call, out);
    return out;
  });
}

type DepthwiseCall = KernelCall<'x' | 'filter', DepthwiseConv2dNativeAttrs>;

function repair({ inputs: { x, filter }, attrs, backend }: DepthwiseCall, out: TensorInfo): void {
  const y = floats(backend, out);
  let at = y.indexOf(Number.NEGATIVE_INFINITY);
  if (at < 0) return;
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    filter.shape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  );
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
  const { dilationHeight, dilationWidth, padInfo } = info;
  const [xs, w] = [floats(backend, x), floats(backend, filter)];
  const multiplier = outChannels / inChannels;
  for (; at >= 0; at = y.indexOf(Number.NEGATIVE_INFINITY, at + 1)) {
    const channel = at % outChannels;
    const position = (at - channel) / outChannels;
    const column = position % outWidth;
    const line = (position - column) / outWidth;
    const row = line % outHeight;
    const image = (line - row) / outHeight;
    const [top, left] = [row * info.strideHeight - padInfo.top, column * info.strideWidth - padInfo.left];
    let sum = 0;
    for (let i = 0; i < filterHeight; i++) {
      const h = top + i * dilationHeight;
      if (h < 0 || h >= inHeight) continue;
      for (let j = 0; j < filterWidth; j++) {
        const c = left + j * dilationWidth;
        if (c < 0 || c >= inWidth) continue;
        const from = ((image * inHeight + h) * inWidth + c) * inChannels + Math.floor(channel / multiplier);
        sum += xs[from]! * w[(i * filterWidth + j) * outChannels + channel]!;
      }
    }
    y[at] = sum;
  }
}
