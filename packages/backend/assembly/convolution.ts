/**
 * What every kernel over a sliding window gets: one struct in the heap, all fields 32 bits, in the order of
 * `CONVOLUTION` in src/module/structs.ts.
 *
 * Tensors are named by their role in the forward pass: `input` is [batch, inputHeight, inputWidth, inputChannels], `output` is
 * [batch, outputHeight, outputWidth, outputChannels], `filter` is [filterHeight, filterWidth, inputChannels, outputChannels]
 * (depthwise: [.., inputChannels, multiplier]). A gradient kernel reads the gradient of `output` there, and writes
 * the gradient of `input` or `filter` there. All are addresses of contiguous float32 data, owned by the caller.
 */
@unmanaged
export class Convolution {
  batch: i32;
  inputHeight: i32;
  inputWidth: i32;
  inputChannels: i32;
  outputHeight: i32;
  outputWidth: i32;
  outputChannels: i32;
  filterHeight: i32;
  filterWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  padTop: i32;
  padLeft: i32;
  input: usize;
  filter: usize;
  output: usize;
  /** Bias of the forward pass, `outputChannels` floats, or 0. Where there is none: a second input or output. */
  bias: usize;
  /** RELU of tile.ts, or 0. */
  activation: i32;
  /** int32 indices of the output positions that take part, image by image, or 0 for all of them. */
  rows: usize;
  rowCount: i32;
  /** 1: row i of `output` belongs to position rows[i]; 0: `output` holds every position. */
  compact: i32;
  /** Working memory; 0 asks the kernel to return the bytes it needs and do nothing. */
  scratch: usize;
}

/** Taps of one window. */
export function tapCount(c: Convolution): i32 {
  return c.filterHeight * c.filterWidth * c.inputChannels;
}

/** Output positions of one image. */
export function positionsPerImage(c: Convolution): i32 {
  return c.outputHeight * c.outputWidth;
}

/** The first of `rows` (or of all positions) that lies at or after position `position`. */
export function rowAt(c: Convolution, position: i32): i32 {
  if (!c.rows) return position;
  let low = 0;
  let high = c.rowCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<i32>(c.rows + ((middle as usize) << 2)) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
