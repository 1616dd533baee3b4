import { Convolution, tapCount } from './convolution';
import { imageBytes, isPadded, rowBytes, windowPitch } from './padding';

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

/** Bytes of the table that `tapOffsets` fills. */
export function tapTableBytes(c: Convolution): usize {
  return ((tapCount(c) + 7) as usize) * 4;
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
