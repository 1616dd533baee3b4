import { backend_util, type Conv2DBackpropInputAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { requireChannelsLast } from './channels-last';
import { inputGradientByPhases } from './input-gradient-by-phases';
import { inputGradientByWindows } from './input-gradient-by-windows';
import type { KernelCall } from './wasm-backend';

/**
 * dx[n, h, w, i] = sum over kh, kw, o of dy[n, (h + p - kh) / s, (w + p - kw) / s, o] W[kh, kw, i, o].
 *
 * Windows that do not overlap, or that have few channels, are cheapest as one matrix product whose results are
 * added up position by position; the others as convolutions of dy.
 */
export function conv2DBackpropInput({
  inputs: { dy, filter },
  attrs: { strides, pad, dataFormat, dimRoundingMode, inputShape },
  backend,
}: KernelCall<'dy' | 'filter', Conv2DBackpropInputAttrs>): TensorInfo {
  requireChannelsLast('Conv2DBackpropInput', dataFormat);
  const info = backend_util.computeConv2DInfo(
    inputShape,
    filter.shape as [number, number, number, number],
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    'channelsLast',
  );
  const apart = info.strideHeight >= info.filterHeight && info.strideWidth >= info.filterWidth;
  const compute = apart || info.inChannels < 4 ? inputGradientByWindows : inputGradientByPhases;
  return compute(backend, dy, filter, info);
}
