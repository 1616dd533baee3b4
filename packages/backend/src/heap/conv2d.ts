import { backend_util, type Conv2DAttrs, type FusedConv2DAttrs, util } from '@tensorflow/tfjs-core';
import { RELU } from '../module/structs';
import { defer, rememberActivation } from './deferred';
import type { HeapCall, HeapTensor } from './heap-tensor';
import { type Pending, pendingOf } from './pending';
import type { TensorHeap } from './tensor-heap';
import { trace } from './trace';
import { windowsOf } from './windows-of';

type Shape4D = [number, number, number, number];
type PendingConvolution = Extract<Pending, { kind: 'convolution' }>;

/** Convolution, deferred: a bias and a relu may follow. */
export function conv2D(
  heap: TensorHeap,
  call: HeapCall<'x' | 'filter', Conv2DAttrs>,
): HeapTensor | undefined {
  return deferConvolution(heap, call.inputs.x, call.inputs.filter, undefined, call.attrs);
}

/** Convolution with bias and, at once, relu. */
export function fusedConv2D(
  heap: TensorHeap,
  { inputs: { x, filter, bias }, attrs }: HeapCall<'x' | 'filter', FusedConv2DAttrs, 'bias'>,
): HeapTensor | undefined {
  const { activation } = attrs;
  if (activation !== 'linear' && activation !== 'relu') return undefined;
  const vector = bias && util.sizeFromShape(bias.shape) === filter.shape[3];
  if (bias && !vector) return undefined;
  const out = deferConvolution(heap, x, filter, bias, attrs);
  if (!out || activation === 'linear') return out;
  const activated = withRelu(heap, pendingOf(out, 'convolution')!, out.shape);
  heap.release(out);
  return activated;
}

/** Convolution + bias, if `sum` adds a bias to a deferred convolution; deferred, since a relu may follow. */
export function convolutionPlusBias(
  heap: TensorHeap,
  { inputs: { a, b } }: HeapCall<'a' | 'b'>,
): HeapTensor | undefined {
  const pending = pendingOf(a, 'convolution');
  // A reshaped convolution is the same tensor still, and its last axis need not be the channels any more.
  const channels = pending?.filter.shape[3];
  const isBias =
    a.shape[a.shape.length - 1] === channels &&
    b.dtype === 'float32' &&
    b.shape[b.shape.length - 1] === channels;
  if (
    !pending ||
    pending.bias ||
    !isBias ||
    util.sizeFromShape(b.shape) !== channels ||
    b.shape.length > a.shape.length
  ) {
    return undefined;
  }
  return later(heap, { ...pending, bias: b }, a.shape);
}

/** relu(x), if x is a deferred convolution. */
export function reluOfConvolution(
  heap: TensorHeap,
  { inputs: { x } }: HeapCall<'x'>,
): HeapTensor | undefined {
  const pending = pendingOf(x, 'convolution');
  if (!pending) return undefined;
  const out = withRelu(heap, pending, x.shape);
  rememberActivation(heap, x, out);
  return out;
}

function deferConvolution(
  heap: TensorHeap,
  x: HeapTensor,
  filter: HeapTensor,
  bias: HeapTensor | undefined,
  { strides, pad, dataFormat, dilations, dimRoundingMode }: Conv2DAttrs,
): HeapTensor | undefined {
  if (dataFormat !== 'NHWC') return undefined;
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    filter.shape as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const windows = windowsOf(info);
  return later(heap, { kind: 'convolution', x, filter, ...(bias && { bias }), windows }, info.outShape);
}

function later(heap: TensorHeap, pending: PendingConvolution, shape: number[]): HeapTensor {
  const out = heap.output(shape);
  heap.kernels.reserve('conv2d', pending.windows);
  return defer(heap, out, pending, () => convolve(heap, pending, heap.address(out), 0));
}

function withRelu(heap: TensorHeap, pending: PendingConvolution, shape: number[]): HeapTensor {
  const out = heap.output(shape);
  trace?.(`fused relu into ${pending.bias ? 'bias and ' : ''}convolution [${shape}]`);
  convolve(heap, pending, heap.address(out), RELU);
  return out;
}

function convolve(heap: TensorHeap, pending: PendingConvolution, output: number, activation: number): void {
  heap.kernels.call('conv2d', {
    ...pending.windows,
    input: heap.address(pending.x),
    filter: heap.address(pending.filter),
    bias: pending.bias ? heap.address(pending.bias) : 0,
    output,
    activation,
  });
}
