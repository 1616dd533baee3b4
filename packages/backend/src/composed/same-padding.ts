import { backend_util, type Conv2DAttrs, type KernelFunc } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';

/**
 * Convolutions with padding "same" whose stride is longer than the filter: where no padding is needed at all, tfjs's
 * wasm kernels compute a negative one and read the wrong positions. The padding is handed to them as numbers.
 */
export function samePadding(depthwise: boolean): (stock: KernelFunc) => KernelFunc {
  return (stock) =>
    kernelFunc<'x' | 'filter', Conv2DAttrs>((call) => {
      const { inputs, attrs, backend } = call;
      const { strides, dilations, pad, dimRoundingMode } = attrs;
      if (pad !== 'same') return stock(call);
      const [x, filter] = [inputs.x.shape, inputs.filter.shape] as [number, number, number, number][] as [
        [number, number, number, number],
        [number, number, number, number],
      ];
      const info = backend_util.computeConv2DInfo(
        x,
        filter,
        strides,
        dilations ?? 1,
        pad,
        dimRoundingMode,
        depthwise,
      );
      if (info.strideHeight <= info.filterHeight && info.strideWidth <= info.filterWidth) return stock(call);
      const { top, bottom, left, right } = info.padInfo;
      const explicit = [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ];
      return stock({ inputs, attrs: { ...call.attrs, pad: explicit }, backend });
    });
}
