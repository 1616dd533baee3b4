import { type backend_util, Conv2D, Slice, type TensorInfo } from '@tensorflow/tfjs-core';
import { compose, floats, type WasmBackend } from './wasm-backend';

/**
 * The taps of a filter that reach row h of the input are those with kh = h + pad modulo stride. So the gradient falls
 * into stride x stride phases, each a plain convolution of dy with every stride-th tap of the flipped filter, and no
 * product with a zero is computed.
 */
export function inputGradientByPhases(
  backend: WasmBackend,
  dy: TensorInfo,
  filter: TensorInfo,
  info: ReturnType<typeof backend_util.computeConv2DInfo>,
): TensorInfo {
  const rows = phases(info.inHeight, info.outHeight, info.filterHeight, info.strideHeight, info.padInfo.top);
  const columns = phases(info.inWidth, info.outWidth, info.filterWidth, info.strideWidth, info.padInfo.left);
  if (rows.length === 1 && columns.length === 1 && rows[0]!.taps > 0 && columns[0]!.taps > 0) {
    return convolvePhase(backend, dy, filter, rows[0]!, columns[0]!);
  }
  const dx = backend.makeOutput(info.inShape, 'float32');
  floats(backend, dx).fill(0);
  for (const row of rows) {
    for (const column of columns) {
      if (row.taps === 0 || column.taps === 0) continue;
      const part = convolvePhase(backend, dy, filter, row, column);
      interleave(floats(backend, part), part.shape, floats(backend, dx), info.inShape, row, column);
      backend.disposeData(part.dataId);
    }
  }
  return dx;
}

/** Along one axis, the positions h of dx with h + pad = residue modulo stride. */
interface Phase {
  stride: number;
  /** The first tap of the filter that reaches them, and how many do (every stride-th one). */
  residue: number;
  taps: number;
  /** The first of the positions. */
  start: number;
  /** The part of dy that reaches them, and the zeros that stand before and after it. */
  from: number;
  length: number;
  before: number;
  after: number;
}

function phases(size: number, outSize: number, kernel: number, stride: number, pad: number): Phase[] {
  const result: Phase[] = [];
  for (let residue = 0; residue < stride; residue++) {
    const start = (((residue - pad) % stride) + stride) % stride;
    const count = Math.ceil((size - start) / stride);
    if (count <= 0) continue;
    const taps = Math.max(0, Math.ceil((kernel - residue) / stride));
    // Position start + stride i receives dy[first + i - j] from tap residue + stride j.
    const first = (start + pad - residue) / stride;
    const before = taps - 1 - first;
    const after = first + count - outSize;
    const from = Math.max(0, -before);
    const length = outSize - Math.max(0, -after) - from;
    result.push({
      stride,
      residue,
      taps: length > 0 ? taps : 0,
      start,
      from,
      length,
      before: Math.max(0, before),
      after: Math.max(0, after),
    });
  }
  return result;
}

function convolvePhase(
  backend: WasmBackend,
  dy: TensorInfo,
  filter: TensorInfo,
  row: Phase,
  column: Phase,
): TensorInfo {
  const [batch, outHeight, outWidth, outChannels] = dy.shape as [number, number, number, number];
  const inChannels = filter.shape[2]!;
  return compose(backend, (run, own) => {
    const taps = own([row.taps, column.taps, outChannels, inChannels]);
    flipTaps(floats(backend, filter), filter.shape, floats(backend, taps), row, column);
    const whole = row.length === outHeight && column.length === outWidth;
    const begin = [0, row.from, column.from, 0];
    const size = [batch, row.length, column.length, outChannels];
    const pad = [
      [0, 0],
      [row.before, row.after],
      [column.before, column.after],
      [0, 0],
    ];
    const x = whole ? dy : run(Slice, { x: dy }, { begin, size });
    return run(Conv2D, { x, filter: taps }, { strides: 1, dilations: 1, pad, dataFormat: 'NHWC' });
  });
}

/** taps[j, k, o, i] = filter[last row - stride j, last column - stride k, i, o]. */
function flipTaps(
  filter: Float32Array,
  [, filterWidth, inChannels, outChannels]: number[],
  taps: Float32Array,
  row: Phase,
  column: Phase,
): void {
  let at = 0;
  for (let j = row.taps - 1; j >= 0; j--) {
    const kh = row.residue + row.stride * j;
    for (let k = column.taps - 1; k >= 0; k--) {
      const kw = column.residue + column.stride * k;
      const tap = (kh * filterWidth! + kw) * inChannels! * outChannels!;
      for (let o = 0; o < outChannels!; o++) {
        for (let i = 0; i < inChannels!; i++) taps[at++] = filter[tap + i * outChannels! + o]!;
      }
    }
  }
}

/** Writes the result of one phase into its positions of dx. */
function interleave(
  part: Float32Array,
  [batch, height, width, channels]: number[],
  dx: Float32Array,
  [, inHeight, inWidth]: number[],
  row: Phase,
  column: Phase,
): void {
  let at = 0;
  const step = column.stride * channels!;
  for (let n = 0; n < batch!; n++) {
    for (let h = 0; h < height!; h++) {
      const y = row.start + row.stride * h;
      let to = ((n * inHeight! + y) * inWidth! + column.start) * channels!;
      for (let w = 0; w < width!; w++, to += step) {
        for (let c = 0; c < channels!; c++) dx[to + c] = part[at++]!;
      }
    }
  }
}
