import { backend_util, type Conv2DBackpropFilterAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../tfjs/wasm-backend';
import { compose } from './compose';

/**
 * dW[kh, kw, i, o] = sum over n, oh, ow of x[n, oh s + kh - p, ow s + kw - p, i] dy[n, oh, ow, o],
 * which is itself a convolution in which batch and channels change places: x with channels as batch and batch as
 * channels, filtered by dy, with the stride as dilation.
 */
export function conv2DBackpropFilter({
  inputs: { x, dy },
  attrs: { strides, pad, dimRoundingMode, filterShape },
  backend,
}: KernelCall<'x' | 'dy', Conv2DBackpropFilterAttrs>): TensorInfo {
  const info = backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    'channelsLast',
  );
  const { filterHeight, filterWidth, outHeight, outWidth, inHeight, inWidth, padInfo } = info;
  const { strideHeight, strideWidth, inChannels, outChannels } = info;
  // The far padding that makes the result exactly as large as the filter; where it would be negative, the last
  // rows of x are under no window and the surplus rows of the result are cut off.
  const bottom = filterHeight + (outHeight - 1) * strideHeight - inHeight - padInfo.top;
  const right = filterWidth + (outWidth - 1) * strideWidth - inWidth - padInfo.left;
  return compose(backend, (run) => {
    const xT = run('Transpose', { x }, { perm: [3, 1, 2, 0] });
    const dyT = run('Transpose', { x: dy }, { perm: [1, 2, 0, 3] });
    let grad = run(
      'Conv2D',
      { x: xT, filter: dyT },
      {
        strides: 1,
        dilations: [strideHeight, strideWidth],
        pad: [
          [0, 0],
          [padInfo.top, Math.max(bottom, 0)],
          [padInfo.left, Math.max(right, 0)],
          [0, 0],
        ],
        dataFormat: 'NHWC',
      },
    );
    if (bottom < 0 || right < 0) {
      const size = [inChannels, filterHeight, filterWidth, outChannels];
      grad = run('Slice', { x: grad }, { begin: [0, 0, 0, 0], size });
    }
    return run('Transpose', { x: grad }, { perm: [1, 2, 0, 3] });
  });
}
