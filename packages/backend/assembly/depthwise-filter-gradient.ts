import { Convolution, positionsPerImage, rowAt } from './convolution';
import { COPY_IN, frameWindows } from './frames';
import { imagesAtATime, isFramed, isPadded, paddingBytes, padImages, windowPitch } from './padding';
import { multiplyAdd } from './simd';
import { locate } from './windows';

/** Output positions per block: what a block touches of input and gradient stays cached while the taps take turns. */
const BLOCK: i32 = 256;

/**
 * filter = sum over the listed positions of (input at the tap) x (output's gradient), channel by channel: four channels and
 * one tap at a time when each channel has one output channel, else one channel.
 */
export function depthwiseFilterGradient(c: Convolution): usize {
  const windows = c.scratch;
  const gradients = windows + BLOCK * 4;
  const padded = gradients + BLOCK * 4;
  if (!c.scratch) return padded + paddingBytes(c, BLOCK);

  const multiplier = c.outputChannels / c.inputChannels;
  const stride = (c.outputChannels as usize) * 4;
  const pixel = (c.dilationWidth as usize) * (c.inputChannels as usize) * 4;
  const line = (c.dilationHeight as usize) * windowPitch(c);
  memory.fill(c.filter, 0, ((c.filterHeight * c.filterWidth) as usize) * stride);
  const together = imagesAtATime(c);
  const perImage = positionsPerImage(c);
  for (let image = 0; image < c.batch; image += together) {
    const images = min(together, c.batch - image);
    const begin = rowAt(c, image * perImage);
    const end = rowAt(c, (image + images) * perImage);
    if (begin === end) continue;
    if (isPadded(c)) padImages(c, image, images, padded);
    for (let first = begin; first < end; first += BLOCK) {
      const count = min(BLOCK, end - first);
      locate(c, isPadded(c) ? padded : c.input, isPadded(c) ? image : 0, first, count, windows);
      if (isFramed(c)) frameWindows(c, first, count, windows, padded, COPY_IN);
      for (let i = 0; i < count; i++) {
        const row = c.rows && !c.compact ? load<i32>(c.rows + (((first + i) as usize) << 2)) : first + i;
        store<usize>(gradients + ((i as usize) << 2), c.output + (row as usize) * stride);
      }
      let filter = c.filter;
      for (let y: usize = 0; y < (c.filterHeight as usize); y++) {
        for (let x: usize = 0; x < (c.filterWidth as usize); x++) {
          let offset = y * line + x * pixel;
          let channel = 0;
          let g: usize = 0;
          if (multiplier === 1) {
            for (; channel + 4 <= c.inputChannels; channel += 4, offset += 16, g += 16, filter += 16) {
              v128.store(
                filter,
                f32x4.add(v128.load(filter), dotVector(windows, gradients, count, offset, g)),
              );
            }
          }
          for (; channel < c.inputChannels; channel++, offset += 4) {
            for (let m = 0; m < multiplier; m++, g += 4, filter += 4) {
              store<f32>(filter, load<f32>(filter) + dotScalar(windows, gradients, count, offset, g));
            }
          }
        }
      }
    }
  }
  return 0;
}

/** Sum over `count` positions of (window at `offset`) x (gradient at `g`), four channels. */
function dotVector(windows: usize, gradients: usize, count: i32, offset: usize, g: usize): v128 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (; count >= 2; count -= 2, windows += 8, gradients += 8) {
    even = multiplyAdd(v128.load(load<usize>(windows) + offset), v128.load(load<usize>(gradients) + g), even);
    odd = multiplyAdd(
      v128.load(load<usize>(windows, 4) + offset),
      v128.load(load<usize>(gradients, 4) + g),
      odd,
    );
  }
  if (count) {
    even = multiplyAdd(v128.load(load<usize>(windows) + offset), v128.load(load<usize>(gradients) + g), even);
  }
  return f32x4.add(even, odd);
}

/** Sum over `count` positions of (window at `offset`) x (gradient at `g`), one channel. */
function dotScalar(windows: usize, gradients: usize, count: i32, offset: usize, g: usize): f32 {
  let sum: f32 = 0;
  for (; count; count--, windows += 4, gradients += 4) {
    sum += load<f32>(load<usize>(windows) + offset) * load<f32>(load<usize>(gradients) + g);
  }
  return sum;
}
