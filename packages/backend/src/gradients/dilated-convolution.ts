import {
  backend_util,
  conv2d,
  conv3d,
  depthwiseConv2d,
  mul,
  pad,
  reshape,
  reverse,
  slice,
  stack,
  sum,
  type Tensor,
  type Tensor4D,
  transpose,
} from '@tensorflow/tfjs-core';

/** Where the windows of a convolution lie, in the attributes of its kernel. */
export interface Windows {
  strides: number | number[];
  pad: 'valid' | 'same' | number | number[][];
  dilations?: number | number[] | null;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Whether the taps of the filter lie apart; tfjs allows it with stride 1 only. */
export function isDilated({ dilations }: Windows): boolean {
  return [dilations ?? 1].flat().some((dilation) => dilation > 1);
}

/**
 * dx[p] = sum over taps k of W[k] dy[p + before - d k], with the dilation d and the padding `before`: the convolution of dy with the
 * filter turned around, of the same dilation, and with input and output channels exchanged. Any number of spatial axes.
 */
export function dilatedInputGradient(
  dy: Tensor,
  filter: Tensor,
  inputShape: readonly number[],
  windows: Windows,
  depthwise: boolean,
): Tensor {
  const { dilations, before } = place(inputShape, filter.shape, windows, depthwise);
  const reach = dilations.map((dilation, axis) => dilation * (filter.shape[axis]! - 1));
  const first = reach.map((size, axis) => size - before[axis]!);
  const last = before.map((size, axis) => inputShape[axis + 1]! - dy.shape[axis + 1]! + size);
  const padded = fit(dy, first, last);
  const taps = filter.shape.slice(0, -2);
  const [inputs, outputs] = filter.shape.slice(-2) as [number, number];
  const turned = reshape(
    reverse(
      reshape(filter, [...taps, inputs * outputs]),
      taps.map((_, axis) => axis),
    ),
    filter.shape,
  );
  if (!depthwise) {
    const axes = taps.map((_, axis) => axis);
    return convolve(padded, transpose(turned, [...axes, axes.length + 1, axes.length]), 1, dilations);
  }
  const single: Tensor4D = reshape(turned, [taps[0]!, taps[1]!, inputs * outputs, 1]);
  const shares = depthwiseConv2d(
    padded as Tensor4D,
    single,
    1,
    'valid',
    'NHWC',
    dilations as [number, number],
  );
  return sum(reshape(shares, [...inputShape, outputs]), -1);
}

/**
 * dW[k] = sum over images and positions p of x[p + d k - before] dy[p]: a convolution of x with dy as the filter, in which batch and
 * channels change places and the dilation d is the stride; with one filter for each channel, one product for each tap.
 */
export function dilatedFilterGradient(
  x: Tensor,
  dy: Tensor,
  filterShape: readonly number[],
  windows: Windows,
  depthwise: boolean,
): Tensor {
  const { dilations, before } = place(x.shape, filterShape, windows, depthwise);
  const after = before.map((size, axis) => {
    const reach = dilations[axis]! * (filterShape[axis]! - 1);
    return dy.shape[axis + 1]! + reach - x.shape[axis + 1]! - size;
  });
  const padded = fit(x, before, after);
  if (!depthwise) {
    const spatial = before.map((_, axis) => axis + 1);
    const rank = x.shape.length;
    const image = transpose(padded, [rank - 1, ...spatial, 0]);
    const gradient = convolve(image, transpose(dy, [...spatial, 0, rank - 1]), dilations, 1);
    return transpose(gradient, [...spatial, 0, rank - 1]);
  }
  const [rows, columns, channels, multiplier] = filterShape as [number, number, number, number];
  const [batch, height, width] = dy.shape as [number, number, number];
  const weights = reshape(dy, [batch * height * width, channels, multiplier]);
  const taps: Tensor[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const begin = [0, row * dilations[0]!, column * dilations[1]!, 0];
      const seen = slice(padded, begin, [batch, height, width, channels]);
      taps.push(sum(mul(reshape(seen, [batch * height * width, channels, 1]), weights), 0));
    }
  }
  return reshape(stack(taps), [...filterShape]);
}

/** The dilation and the padding before the first value, for each spatial axis. */
function place(
  inputShape: readonly number[],
  filterShape: readonly number[],
  windows: Windows,
  depthwise: boolean,
): { dilations: number[]; before: number[] } {
  const given = windows as { strides: number; pad: 'same'; dilations: number; dimRoundingMode?: 'floor' };
  if (filterShape.length === 5) {
    const { dilationDepth, dilationHeight, dilationWidth, padInfo } = backend_util.computeConv3DInfo(
      inputShape as Shape5,
      filterShape as Shape5,
      given.strides,
      given.dilations,
      given.pad,
    );
    return {
      dilations: [dilationDepth, dilationHeight, dilationWidth],
      before: [padInfo.front, padInfo.top, padInfo.left],
    };
  }
  const { dilationHeight, dilationWidth, padInfo } = backend_util.computeConv2DInfo(
    inputShape as Shape4,
    filterShape as Shape4,
    given.strides,
    given.dilations,
    given.pad,
    given.dimRoundingMode,
    depthwise,
  );
  return { dilations: [dilationHeight, dilationWidth], before: [padInfo.top, padInfo.left] };
}

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];

/** Lengthens the spatial axes of x by zeros, or shortens them where a number is negative. */
function fit(x: Tensor, before: readonly number[], after: readonly number[]): Tensor {
  const cut = (sizes: readonly number[]) => [0, ...sizes.map((size) => Math.max(0, -size)), 0];
  const [begin, end] = [cut(before), cut(after)];
  const kept = slice(
    x,
    begin,
    x.shape.map((size, axis) => size - begin[axis]! - end[axis]!),
  );
  const amounts = before.map((size, axis): [number, number] => [
    Math.max(0, size),
    Math.max(0, after[axis]!),
  ]);
  return pad(kept, [[0, 0], ...amounts, [0, 0]]);
}

function convolve(
  x: Tensor,
  filter: Tensor,
  strides: number | number[],
  dilations: number | number[],
): Tensor {
  const convolution = (x.shape.length === 5 ? conv3d : conv2d) as typeof conv3d;
  const format = x.shape.length === 5 ? 'NDHWC' : ('NHWC' as 'NDHWC');
  return convolution(x as never, filter as never, strides as number, 'valid', format, dilations as number);
}
