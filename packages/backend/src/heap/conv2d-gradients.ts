import {
  backend_util,
  type Conv2DBackpropFilterAttrs,
  type Conv2DBackpropInputAttrs,
} from '@tensorflow/tfjs-core';
import { defer } from './deferred';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';
import { windowsOf } from './windows-of';

type Shape4D = [number, number, number, number];

/** dW, from the rows of dy that are not all zero. */
export function conv2DBackpropFilter(
  heap: TensorHeap,
  { inputs: { x, dy }, attrs }: HeapCall<'x' | 'dy', Conv2DBackpropFilterAttrs>,
): HeapTensor | undefined {
  if (attrs.dataFormat !== 'NHWC') return undefined;
  const info = windowInfo(x.shape, attrs.filterShape, attrs);
  const out = heap.output(attrs.filterShape);
  // Addresses first: asking for one may compute a deferred tensor, with a scan of its own.
  const at = { input: heap.address(x), filter: heap.address(out) };
  const { fields } = heap.scan.scan(dy, info.outChannels);
  heap.kernels.call('conv2dFilterGradient', { ...windowsOf(info), ...at, ...fields });
  return out;
}

/**
 * dx, from the rows of dy that are not all zero; deferred, because tfjs asks for that of a first layer, too, when bias is added
 * without relu, and then nobody reads it.
 */
export function conv2DBackpropInput(
  heap: TensorHeap,
  { inputs: { dy, filter }, attrs }: HeapCall<'dy' | 'filter', Conv2DBackpropInputAttrs>,
): HeapTensor | undefined {
  if (attrs.dataFormat !== 'NHWC') return undefined;
  const info = windowInfo(attrs.inputShape, filter.shape, attrs);
  const windows = windowsOf(info);
  const out = heap.output(attrs.inputShape);
  heap.kernels.reserve('conv2dInputGradient', windows);
  heap.scan.reserve(dy, info.outChannels);
  return defer(heap, out, { kind: 'inputGradient', dy, filter, windows }, () => {
    const at = { filter: heap.address(filter), input: heap.address(out) };
    const { fields } = heap.scan.scan(dy, info.outChannels);
    heap.kernels.call('conv2dInputGradient', { ...windows, ...at, ...fields });
  });
}

function windowInfo(
  inputShape: number[],
  filterShape: number[],
  { strides, pad, dimRoundingMode }: Pick<Conv2DBackpropInputAttrs, 'strides' | 'pad' | 'dimRoundingMode'>,
) {
  return backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}
