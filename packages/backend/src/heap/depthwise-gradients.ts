import {
  backend_util,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type DepthwiseConv2dNativeBackpropInputAttrs,
} from '@tensorflow/tfjs-core';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';
import { windowsOf } from './windows-of';

type Shape4D = [number, number, number, number];

/** Gradient of a depthwise convolution's filter, from the rows of dy that are not all zero. */
export function depthwiseBackpropFilter(
  heap: TensorHeap,
  { inputs: { x, dy }, attrs }: HeapCall<'x' | 'dy', DepthwiseConv2dNativeBackpropFilterAttrs>,
): HeapTensor {
  const info = windows(x.shape, attrs.filterShape, attrs);
  const out = heap.output(attrs.filterShape);
  const at = { input: heap.address(x), filter: heap.address(out) };
  const { fields } = heap.scan.scan(dy, info.outChannels);
  heap.kernels.call('depthwiseFilterGradient', {
    ...windowsOf(info),
    ...at,
    ...fields,
  });
  return out;
}

/** Gradient of a depthwise convolution's input, from the rows of dy that are not all zero. */
export function depthwiseBackpropInput(
  heap: TensorHeap,
  { inputs: { dy, filter }, attrs }: HeapCall<'dy' | 'filter', DepthwiseConv2dNativeBackpropInputAttrs>,
): HeapTensor {
  const info = windows(attrs.inputShape, filter.shape, attrs);
  const out = heap.output(attrs.inputShape);
  const at = { filter: heap.address(filter), input: heap.address(out) };
  const { fields } = heap.scan.scan(dy, info.outChannels);
  heap.kernels.call('depthwiseInputGradient', { ...windowsOf(info), ...at, ...fields });
  return out;
}

function windows(
  inputShape: number[],
  filterShape: number[],
  { strides, dilations, pad, dimRoundingMode }: Omit<DepthwiseConv2dNativeBackpropInputAttrs, 'inputShape'>,
) {
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
