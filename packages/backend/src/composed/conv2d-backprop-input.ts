import {
  backend_util,
  Conv2D,
  type Conv2DBackpropInputAttrs,
  Slice,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { floats, type KernelCall } from '../tfjs/wasm-backend';
import { compose } from './compose';

/**
 * dx[n, h, w, i] = sum over kh, kw, o of dy[n, (h + p - kh) / s, (w + p - kw) / s, o] W[kh, kw, i, o].
 *
 * Position h + p = s m + r receives, for j = 0, 1, …, dy at m - j through tap s j + r. All s x s residues of a block
 * share those rows of dy, so they are the channels of one convolution of dy, with stride 1 and a filter of
 * ceil(kernel / s) taps; its results are then spread over the positions.
 */
export function conv2DBackpropInput({
  inputs: { dy, filter },
  attrs: { strides, pad, dimRoundingMode, inputShape },
  backend,
}: KernelCall<'dy' | 'filter', Conv2DBackpropInputAttrs>): TensorInfo {
  const info = backend_util.computeConv2DInfo(
    inputShape,
    filter.shape as [number, number, number, number],
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    'channelsLast',
  );
  const { batchSize, inChannels, outChannels } = info;
  const rows = blocks(info.inHeight, info.outHeight, info.filterHeight, info.strideHeight, info.padInfo.top);
  const columns = blocks(info.inWidth, info.outWidth, info.filterWidth, info.strideWidth, info.padInfo.left);
  if (rows.length <= 0 || columns.length <= 0) {
    const zeros = backend.makeOutput(info.inShape, 'float32');
    floats(backend, zeros).fill(0);
    return zeros;
  }
  return compose(backend, (run, own) => {
    const taps = own([rows.taps, columns.taps, outChannels, rows.stride * columns.stride * inChannels]);
    regroupFilter(floats(backend, filter), info.filterShape, floats(backend, taps), rows, columns);
    const begin = [0, rows.from, columns.from, 0];
    const size = [batchSize, rows.length, columns.length, outChannels];
    const padding = [[0, 0], rows.padding, columns.padding, [0, 0]];
    const convolution = { strides: 1, dilations: 1, pad: padding, dataFormat: 'NHWC' };
    const part = run(Slice, { x: dy }, { begin, size });
    const grouped = run(Conv2D, { x: part, filter: taps }, convolution);
    if (rows.stride === 1 && columns.stride === 1) return grouped;
    const dx = backend.makeOutput(info.inShape, 'float32');
    spread(floats(backend, grouped), grouped.shape, floats(backend, dx), info.inShape, rows, columns);
    return dx;
  });
}

/** One axis of the input, in blocks of `stride` positions. */
interface Blocks {
  stride: number;
  taps: number;
  /** The place of the first position in its block. */
  offset: number;
  /** The part of dy that reaches the blocks, and the zeros that stand before and after it. */
  from: number;
  length: number;
  padding: [number, number];
}

function blocks(size: number, outSize: number, kernel: number, stride: number, pad: number): Blocks {
  const taps = Math.ceil(kernel / stride);
  const first = Math.floor(pad / stride);
  const last = Math.floor((pad + size - 1) / stride);
  const from = Math.max(0, first - taps + 1);
  const end = Math.min(outSize, last + 1);
  const padding: [number, number] = [Math.max(0, taps - 1 - first), Math.max(0, last + 1 - outSize)];
  return { stride, taps, offset: pad - first * stride, from, length: end - from, padding };
}

/** taps[j, k, o, (r, c, i)] = filter[s (last - j) + r, s (last - k) + c, i, o], zero where the filter has no such tap. */
function regroupFilter(
  filter: Float32Array,
  [filterHeight, filterWidth, inChannels, outChannels]: number[],
  taps: Float32Array,
  rows: Blocks,
  columns: Blocks,
): void {
  const channels = rows.stride * columns.stride * inChannels!;
  taps.fill(0);
  for (let kh = 0; kh < filterHeight!; kh++) {
    const j = rows.taps - 1 - Math.floor(kh / rows.stride);
    for (let kw = 0; kw < filterWidth!; kw++) {
      const k = columns.taps - 1 - Math.floor(kw / columns.stride);
      const residue = (kh % rows.stride) * columns.stride + (kw % columns.stride);
      const to = (j * columns.taps + k) * outChannels! * channels + residue * inChannels!;
      const from = (kh * filterWidth! + kw) * inChannels! * outChannels!;
      for (let i = 0; i < inChannels!; i++) {
        for (let o = 0; o < outChannels!; o++)
          taps[to + o * channels + i] = filter[from + i * outChannels! + o]!;
      }
    }
  }
}

/** dx[n, s m + r - offset, s l + c - offset, i] = grouped[n, m, l, (r, c, i)]. */
function spread(
  grouped: Float32Array,
  [, blockRows, blockColumns, channels]: number[],
  dx: Float32Array,
  [batch, inHeight, inWidth, inChannels]: number[],
  rows: Blocks,
  columns: Blocks,
): void {
  const run = columns.stride * inChannels!;
  const width = inWidth! * inChannels!;
  const skipped = columns.offset * inChannels!;
  let to = 0;
  for (let n = 0; n < batch!; n++) {
    for (let h = 0; h < inHeight!; h++) {
      const m = Math.floor((h + rows.offset) / rows.stride);
      const residue = h + rows.offset - m * rows.stride;
      let from = (n * blockRows! + m) * blockColumns! * channels! + residue * run;
      // The first block of a row may begin before it, the last one end after it.
      for (let at = -skipped; at < width; at += run, from += channels!) {
        const end = Math.min(run, width - at);
        for (let i = Math.max(0, -at); i < end; i++) dx[to + at + i] = grouped[from + i]!;
      }
      to += width;
    }
  }
}
