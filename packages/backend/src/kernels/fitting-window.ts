import { backend_util, type KernelFunc, type MaxPoolAttrs, type TensorInfo } from '@tensorflow/tfjs-core';

/**
 * Refuses to pool with a window that fits nowhere into the image and its padding: there is no output, and tfjs's wasm
 * kernels would divide by zero, which leaves their heap unusable.
 */
export function fittingWindow(stock: KernelFunc): KernelFunc {
  return (call) => {
    const { filterSize, strides, pad, dimRoundingMode } = call.attrs as unknown as MaxPoolAttrs;
    const shape = (call.inputs['x'] as TensorInfo).shape as [number, number, number, number];
    const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    if (info.outHeight < 1 || info.outWidth < 1) {
      throw new Error(
        `pooling: the window must fit into the image and its padding, got a window of ${info.filterHeight} x ` +
          `${info.filterWidth} for [${shape}] with padding ${JSON.stringify(pad)}; take a smaller window or padding 'same'`,
      );
    }
    return stock(call);
  };
}
