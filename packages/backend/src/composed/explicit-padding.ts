import {
  AvgPool,
  AvgPoolGrad,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type KernelFunc,
  MaxPool,
  MaxPoolGrad,
  MaxPoolWithArgmax,
} from '@tensorflow/tfjs-core';

/** The kernels over two-dimensional windows. */
export const windowKernelNames: readonly string[] = [
  AvgPool,
  AvgPoolGrad,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  FusedConv2D,
  FusedDepthwiseConv2D,
  MaxPool,
  MaxPoolGrad,
  MaxPoolWithArgmax,
];

/**
 * Hands a single number as padding to a kernel over windows (in the NHWC layout) as the paddings of all four sides. From the number tfjs computes
 * the width of the output with the height of the filter and its vertical stride; where they differ, results are wrong and
 * its wasm kernels write outside of their output.
 */
export function explicitPadding(kernel: KernelFunc): KernelFunc {
  return (call) => {
    const { pad } = call.attrs as { pad: unknown };
    if (typeof pad !== 'number') return kernel(call);
    const explicit = [
      [0, 0],
      [pad, pad],
      [pad, pad],
      [0, 0],
    ];
    return kernel({ ...call, attrs: { ...call.attrs, pad: explicit } });
  };
}
