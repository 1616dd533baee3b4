/**
 * What every kernel over a sliding window gets: one struct in the heap, all fields 32 bits, in the order of
 * `CONVOLUTION` in src/simd/structs.ts.
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
  /** Bias of the forward pass, `outputChannels` floats, or 0. For max pooling: the forward pass's input. */
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

/** Bytes of images that are copied with their padding at a time, unless one image is more. */
const PADDED_BYTES: usize = 1 << 20;

/** Rows that the windows reach over, padding included. */
function reachHeight(c: Convolution): i32 {
  return (c.outputHeight - 1) * c.strideHeight + (c.filterHeight - 1) * c.dilationHeight + 1;
}

/** Columns that the windows reach over, padding included. */
function reachWidth(c: Convolution): i32 {
  return (c.outputWidth - 1) * c.strideWidth + (c.filterWidth - 1) * c.dilationWidth + 1;
}

/** Does any window leave the image? */
function windowsLeave(c: Convolution): bool {
  return c.padTop > 0 || c.padLeft > 0 || reachHeight(c) > c.inputHeight || reachWidth(c) > c.inputWidth;
}

/**
 * Do listed windows that leave the image get frames, as in frames.ts? Dilated ones would be mostly gaps: then the images are
 * padded.
 */
export function isFramed(c: Convolution): bool {
  return !!c.rows && c.dilationHeight === 1 && c.dilationWidth === 1 && windowsLeave(c);
}

/** Do kernels work on copies of whole images with their padding, so that they need no bounds checks? */
export function isPadded(c: Convolution): bool {
  return windowsLeave(c) && !isFramed(c);
}

/** Bytes of one image as the kernels see it. */
export function imageBytes(c: Convolution): usize {
  const height = isPadded(c) ? reachHeight(c) : c.inputHeight;
  return (height as usize) * rowBytes(c);
}

/** Bytes from one row of a window to the next. */
export function windowPitch(c: Convolution): usize {
  if (!isFramed(c)) return rowBytes(c);
  return (max(c.inputWidth, c.filterWidth) as usize) * (c.inputChannels as usize) * 4;
}

/** Bytes from one row of an image to the next, as the kernels see it. */
export function rowBytes(c: Convolution): usize {
  const width = isPadded(c) ? reachWidth(c) : c.inputWidth;
  return (width as usize) * (c.inputChannels as usize) * 4;
}

/** How many images a kernel takes at a time: all of them without padding. */
export function imagesAtATime(c: Convolution): i32 {
  if (!isPadded(c)) return c.batch;
  return min(c.batch, max(1, (PADDED_BYTES / imageBytes(c)) as i32));
}

/** Bytes of scratch for the padded images. */
export function paddedBytes(c: Convolution): usize {
  return isPadded(c) ? imageBytes(c) * (imagesAtATime(c) as usize) : 0;
}

/** Copies `count` images from `first` on into `padded`, with zeros around. */
export function padImages(c: Convolution, first: i32, count: i32, padded: usize): void {
  const pitch = rowBytes(c);
  const height = reachHeight(c);
  const pixel = (c.inputChannels as usize) * 4;
  const left = (c.padLeft as usize) * pixel;
  const columns = min(c.inputWidth, reachWidth(c) - c.padLeft);
  const width = (max(columns, 0) as usize) * pixel;
  const sourcePitch = (c.inputWidth as usize) * pixel;
  for (let i = first; i < first + count; i++) {
    const source = c.input + (i as usize) * (c.inputHeight as usize) * sourcePitch;
    for (let y = 0; y < height; y++, padded += pitch) {
      const sy = y - c.padTop;
      if (sy < 0 || sy >= c.inputHeight) {
        memory.fill(padded, 0, pitch);
        continue;
      }
      memory.fill(padded, 0, min(left, pitch));
      memory.copy(padded + left, source + (sy as usize) * sourcePitch, width);
      if (pitch > left + width) memory.fill(padded + left + width, 0, pitch - left - width);
    }
  }
}

/** The inverse of `padImages`: writes every pixel of `count` images, zero where no window reached. */
export function unpadImages(c: Convolution, first: i32, count: i32, padded: usize): void {
  const pitch = rowBytes(c);
  const height = reachHeight(c);
  const pixel = (c.inputChannels as usize) * 4;
  const left = (c.padLeft as usize) * pixel;
  const columns = min(c.inputWidth, reachWidth(c) - c.padLeft);
  const width = (max(columns, 0) as usize) * pixel;
  const targetPitch = (c.inputWidth as usize) * pixel;
  let target = c.input + (first as usize) * (c.inputHeight as usize) * targetPitch;
  for (let i = 0; i < count; i++) {
    for (let sy = 0; sy < c.inputHeight; sy++, target += targetPitch) {
      const y = sy + c.padTop;
      if (y >= height) {
        memory.fill(target, 0, targetPitch);
        continue;
      }
      memory.copy(target, padded + (y as usize) * pitch + left, width);
      if (targetPitch > width) memory.fill(target + width, 0, targetPitch - width);
    }
    padded += (height as usize) * pitch;
  }
}

/**
 * Fills `table` with the byte offset of each tap (filter row, filter column, input channel) from its window's first float, then
 * with zeros up to a multiple of 8 entries (any valid offset: what they read is discarded).
 */
export function tapOffsets(c: Convolution, table: usize): void {
  const pitch = windowPitch(c);
  const pixel = (c.inputChannels as usize) * 4;
  let taps = 0;
  for (let y = 0; y < c.filterHeight; y++) {
    for (let x = 0; x < c.filterWidth; x++) {
      let offset = ((y * c.dilationHeight) as usize) * pitch + ((x * c.dilationWidth) as usize) * pixel;
      for (let channel = 0; channel < c.inputChannels; channel++, taps++, table += 4, offset += 4) {
        store<usize>(table, offset);
      }
    }
  }
  for (; taps & 7; taps++, table += 4) store<usize>(table, 0);
}

/** Taps of one window. */
export function tapCount(c: Convolution): i32 {
  return c.filterHeight * c.filterWidth * c.inputChannels;
}

/** Bytes of the table that `tapOffsets` fills. */
export function tapTableBytes(c: Convolution): usize {
  return ((tapCount(c) + 7) as usize) * 4;
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

/**
 * Writes to `windows` the address of the window of each of the rows [first, first + count), where `images` holds the
 * images from `firstImage` on. It may lie outside of an image that is not padded: such windows get frames.
 */
export function locate(
  c: Convolution,
  images: usize,
  firstImage: i32,
  first: i32,
  count: i32,
  windows: usize,
): void {
  const image = imageBytes(c);
  const down = (c.strideHeight as usize) * rowBytes(c);
  const right = (c.strideWidth as usize) * (c.inputChannels as usize) * 4;
  if (!isPadded(c))
    images -= (c.padTop as usize) * rowBytes(c) + (c.padLeft as usize) * (c.inputChannels as usize) * 4;
  const rows = c.rows;
  const width = c.outputWidth;
  const height = c.outputHeight;
  let position = rows ? load<i32>(rows + ((first as usize) << 2)) : first;
  const perImage = width * height;
  let x = position % width;
  let line =
    images +
    ((position / perImage - firstImage) as usize) * image +
    (((position / width) % height) as usize) * down;
  for (let i = first, end = first + count; ; windows += 4) {
    store<usize>(windows, line + (x as usize) * right);
    if (++i === end) return;
    const next = rows ? load<i32>(rows + ((i as usize) << 2)) : position + 1;
    const onward = x + next - position;
    position = next;
    if (onward >= 0 && onward < width) {
      x = onward;
      continue;
    }
    x = position % width;
    line =
      images +
      ((position / perImage - firstImage) as usize) * image +
      (((position / width) % height) as usize) * down;
  }
}
