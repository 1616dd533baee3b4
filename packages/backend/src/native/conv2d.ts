import { backend_util, type Conv2DAttrs, type FusedConv2DAttrs, util } from '@tensorflow/tfjs-core';
import { CONVOLUTION, RELU } from '../simd/structs';
import { convolutionShape } from './convolution-shape';
import { defer, rememberActivation } from './deferred';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { Native } from './native';
import { type Pending, pendingOf } from './pending';

type Shape4D = [number, number, number, number];
type PendingConvolution = Extract<Pending, { kind: 'convolution' }>;

/** Convolution, deferred: a bias and a relu may follow. */
export function conv2D(native: Native, call: HeapCall<'x' | 'filter', Conv2DAttrs>): HeapTensor | undefined {
  return deferConvolution(native, call.inputs.x, call.inputs.filter, undefined, call.attrs);
}

/** Convolution with bias and, at once, relu. */
export function fusedConv2D(
  native: Native,
  { inputs: { x, filter, bias }, attrs }: HeapCall<'x' | 'filter', FusedConv2DAttrs, 'bias'>,
): HeapTensor | undefined {
  const { activation } = attrs;
  if (activation !== 'linear' && activation !== 'relu') return undefined;
  const vector = bias && util.sizeFromShape(bias.shape) === filter.shape[3];
  if (bias && !vector) return undefined;
  const out = deferConvolution(native, x, filter, bias, attrs);
  if (!out || activation === 'linear') return out;
  const activated = runConvolution(native, pendingOf(out, 'convolution')!, out.shape, RELU);
  native.release(out);
  return activated;
}

/** Convolution + bias, if `sum` adds a bias to a deferred convolution; deferred, since a relu may follow. */
export function convolutionPlusBias(
  native: Native,
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
  return later(native, { ...pending, bias: b }, a.shape);
}

/** relu(x), if x is a deferred convolution. */
export function reluOfConvolution(native: Native, { inputs: { x } }: HeapCall<'x'>): HeapTensor | undefined {
  const pending = pendingOf(x, 'convolution');
  if (!pending) return undefined;
  const out = runConvolution(native, pending, x.shape, RELU);
  rememberActivation(native, x, out);
  return out;
}

function deferConvolution(
  native: Native,
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
  const shape = convolutionShape(info);
  return later(native, { kind: 'convolution', x, filter, ...(bias && { bias }), shape }, info.outShape);
}

function later(native: Native, pending: PendingConvolution, shape: number[]): HeapTensor {
  const out = native.output(shape);
  native.kernels.reserve('conv2d', CONVOLUTION, pending.shape);
  return defer(native, out, pending, () => convolve(native, pending, native.address(out), 0));
}

function runConvolution(
  native: Native,
  pending: PendingConvolution,
  shape: number[],
  activation: number,
): HeapTensor {
  const out = native.output(shape);
  convolve(native, pending, native.address(out), activation);
  return out;
}

function convolve(native: Native, pending: PendingConvolution, output: number, activation: number): void {
  native.kernels.call('conv2d', CONVOLUTION, {
    ...pending.shape,
    input: native.address(pending.x),
    filter: native.address(pending.filter),
    bias: pending.bias ? native.address(pending.bias) : 0,
    output,
    activation,
  });
}
