import { backend_util, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import { refuse, refuseWhat } from '../check';
import { show } from '../show';
import { kernelFunc } from '../tfjs/kernel-func';

type Shape4D = [number, number, number, number];
type Sizes = number | [number, number];
type Pad = Parameters<typeof backend_util.computeConv2DInfo>[4];

/** What tells where the windows of a call lie; each kernel has some of the inputs and attributes. */
interface WindowCall {
  inputs: { [name in 'x' | 'filter' | 'dy' | 'input']?: TensorInfo };
  attrs: {
    inputShape?: number[];
    filterShape?: number[];
    filterSize?: Sizes;
    strides: Sizes;
    /** Some gradients have none. */
    dilations?: Sizes | null;
    pad: Pad;
    dataFormat?: 'NHWC' | 'NCHW';
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
  };
}

/**
 * Refuses windows that fit nowhere into the image and its padding or reach beyond, and gradients of another shape than the
 * output: kernels would leave values unwritten, read and write outside of their tensors or divide by zero, which leaves the
 * heap unusable.
 */
export function fittingWindow(kernelName: string, kernel: KernelFunc): KernelFunc {
  return kernelFunc<string, WindowCall['attrs']>((call) => {
    checkWindows(kernelName, call);
    return kernel(call);
  });
}

/** Throws unless all windows fit. */
export function checkWindows(caller: string, { inputs, attrs }: WindowCall): void {
  const { strides, pad, dataFormat = 'NHWC', dimRoundingMode, filterSize } = attrs;
  const dilations = attrs.dilations ?? 1;
  const image = (inputs.x ?? inputs.input)?.shape ?? attrs.inputShape!;
  const format = dataFormat === 'NHWC' ? 'channelsLast' : 'channelsFirst';
  const windows = (mode: typeof dimRoundingMode) =>
    filterSize
      ? backend_util.computePool2DInfo(image as Shape4D, filterSize, strides, dilations, pad, mode, format)
      : backend_util.computeConv2DInfo(
          image as Shape4D,
          (inputs.filter?.shape ?? attrs.filterShape) as Shape4D,
          strides,
          dilations,
          pad,
          mode,
          caller.includes('Depthwise'),
          format,
        );
  // Pooling leaves out what is beyond the image.
  const info = windows(filterSize ? dimRoundingMode : 'floor');
  if (Math.min(info.outHeight, info.outWidth) < 1) {
    refuseWhat(
      caller,
      'the window must fit into the image and its padding',
      `a window of ${info.effectiveFilterHeight} x ${info.effectiveFilterWidth} for [${image}] with padding ${show(pad)}`,
      "take a smaller window or padding 'same'",
    );
  }
  if (dimRoundingMode && !filterSize && windows(dimRoundingMode).outShape.join() !== info.outShape.join()) {
    refuseWhat(
      caller,
      'dimRoundingMode must not let windows reach beyond the image and its padding',
      `${dimRoundingMode} for [${image}] with padding ${show(pad)}`,
      'lengthen it at the bottom and the right instead',
    );
  }
  if (inputs.dy && inputs.dy.shape.join() !== info.outShape.join()) {
    refuse(caller, `dy must have the shape of the output, [${info.outShape}]`, inputs.dy.shape);
  }
}
