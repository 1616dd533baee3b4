import { Convolution } from './convolution';

/** Bytes of images that stay in the level 2 cache. */
const CACHED_BYTES: usize = 1 << 20;

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

/** Bytes of one image with its padding. */
function paddedImageBytes(c: Convolution): usize {
  return (reachHeight(c) as usize) * (reachWidth(c) as usize) * (c.inputChannels as usize) * 4;
}

/** Bytes of one image as the kernels see it. */
export function imageBytes(c: Convolution): usize {
  return isPadded(c) ? paddedImageBytes(c) : (c.inputHeight as usize) * rowBytes(c);
}

/** Bytes from one row of a window to the next. */
export function windowPitch(c: Convolution): usize {
  return isFramed(c) ? framePitch(c) : rowBytes(c);
}

/** Bytes from one row of a frame to the next: those of the image or, if that is longer, of the window. */
export function framePitch(c: Convolution): usize {
  return (max(c.inputWidth, c.filterWidth) as usize) * (c.inputChannels as usize) * 4;
}

/** Bytes of `count` frames, which lie side by side as far as they fit into a row. */
function frameBytes(c: Convolution, count: i32): usize {
  const inRow = max(c.inputWidth, c.filterWidth) / c.filterWidth;
  return (((count + inRow - 1) / inRow) as usize) * (c.filterHeight as usize) * framePitch(c);
}

/** Bytes from one row of an image to the next, as the kernels see it. */
export function rowBytes(c: Convolution): usize {
  const width = isPadded(c) ? reachWidth(c) : c.inputWidth;
  return (width as usize) * (c.inputChannels as usize) * 4;
}

/** How many images of so many bytes stay in the level 2 cache, or one. */
function inCache(c: Convolution, bytes: usize): i32 {
  return min(c.batch, max(1, (CACHED_BYTES / max(bytes, 1)) as i32));
}

/** How many images a kernel takes at a time if it works on copies with padding. */
export function imagesAtATime(c: Convolution): i32 {
  return isPadded(c) ? imagesInCache(c) : c.batch;
}

/** How many images a kernel takes at a time if it goes over each of them twice. */
export function imagesInCache(c: Convolution): i32 {
  return inCache(c, imageBytes(c));
}

/**
 * Bytes of scratch for images with padding or for `frames` frames, whichever is more: it is asked for before it is known
 * whether rows will be listed.
 */
export function paddingBytes(c: Convolution, frames: i32): usize {
  if (!windowsLeave(c)) return 0;
  const image = paddedImageBytes(c);
  return max(image * (inCache(c, image) as usize), frameBytes(c, frames));
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
