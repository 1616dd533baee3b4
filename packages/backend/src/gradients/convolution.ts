import {
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  Conv3D,
  Conv3DBackpropFilterV2,
  Conv3DBackpropInputV2,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  engine,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
  transpose,
} from '@tensorflow/tfjs-core';
import { dilatedFilterGradient, dilatedInputGradient, isDilated, type Windows } from './dilated-convolution';
import { setGradient } from './set-gradient';

/** The three kernels of a kind of convolution. */
const families = [
  [Conv2D, Conv2DBackpropInput, Conv2DBackpropFilter],
  [Conv3D, Conv3DBackpropInputV2, Conv3DBackpropFilterV2],
  [DepthwiseConv2dNative, DepthwiseConv2dNativeBackpropInput, DepthwiseConv2dNativeBackpropFilter],
] as const;

/**
 * With y = x * W, the number dy . (x * W) is linear in each of dy, x and W, and a convolution, its input gradient and its filter
 * gradient are its derivatives by dy, x and W. So the gradients of each of the three are the two others, whatever they are taken
 * of: gradients of gradients (penalties on them) and transposed convolutions come with the first ones.
 *
 * tfjs refuses dilations, has no gradients for filter gradients and conv3dTranspose, and takes a depthwise convolution in the NCHW
 * layout for one in NHWC.
 */
export function registerConvolutionGradients(): void {
  for (const [name, inputName, filterName] of families) {
    const depthwise = name === DepthwiseConv2dNative;
    const convolve = (x: Tensor, filter: Tensor, windows: Windows) =>
      run(name, { x, filter }, { dataFormat: name === Conv3D ? 'NDHWC' : 'NHWC', ...windows });
    const inputGradient = (dy: Tensor, filter: Tensor, inputShape: number[], windows: Windows) =>
      isDilated(windows)
        ? dilatedInputGradient(dy, filter, inputShape, windows, depthwise)
        : run(inputName, { dy, filter }, { dataFormat: 'NHWC', ...windows, inputShape });
    const filterGradient = (x: Tensor, dy: Tensor, filterShape: number[], windows: Windows) =>
      isDilated(windows)
        ? dilatedFilterGradient(x, dy, filterShape, windows, depthwise)
        : run(filterName, { x, dy }, { dataFormat: 'NHWC', ...windows, filterShape });

    const gradient = (dy: Tensor, x: Tensor, filter: Tensor, attrs: NamedAttrMap) => {
      const windows = windowsOf(attrs);
      if (attrs['dataFormat'] === 'NCHW') {
        return {
          x: () => toFirst(inputGradient(toLast(dy), filter, last(x.shape), windows)),
          filter: () => filterGradient(toLast(x), toLast(dy), filter.shape, windows),
        };
      }
      return {
        x: () => inputGradient(dy, filter, x.shape, windows),
        filter: () => filterGradient(x, dy, filter.shape, windows),
      };
    };
    setGradient(name, ['x', 'filter'], (dy: Tensor, [x, filter], attrs) => gradient(dy, x!, filter!, attrs));
    setGradient(inputName, ['dy', 'filter'], (ddx: Tensor, [dy, filter], attrs) => ({
      dy: () => convolve(ddx, filter!, windowsOf(attrs)),
      filter: () => filterGradient(ddx, dy!, filter!.shape, windowsOf(attrs)),
    }));
    setGradient(filterName, ['x', 'dy'], (ddFilter: Tensor, [x, dy], attrs) => ({
      x: () => inputGradient(dy!, ddFilter, x!.shape, windowsOf(attrs)),
      dy: () => convolve(x!, ddFilter, windowsOf(attrs)),
    }));
  }
}

/** The windows of a call, as for the NHWC layout. */
function windowsOf(attrs: NamedAttrMap): Windows {
  const { strides, pad, dilations, dimRoundingMode } = attrs as unknown as Windows;
  const swap = attrs['dataFormat'] === 'NCHW' && Array.isArray(pad);
  return {
    strides,
    pad: swap ? last(pad) : pad,
    dilations: dilations ?? 1,
    ...(dimRoundingMode && { dimRoundingMode }),
  };
}

function run(name: string, inputs: NamedTensorMap, attrs: object): Tensor {
  return engine().runKernel(name, inputs, attrs as NamedAttrMap);
}

const last = <T>([batch, channels, ...spatial]: readonly T[]): T[] => [batch!, ...spatial, channels!];
const toLast = (x: Tensor) => transpose(x, [0, 2, 3, 1]);
const toFirst = (x: Tensor) => transpose(x, [0, 3, 1, 2]);
