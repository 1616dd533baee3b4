import { Convolution, positionsPerImage, rowAt } from './convolution';
import { ADD_OUT, CLEAR, frameWindows } from './frames';
import {
  imageBytes,
  imagesAtATime,
  isFramed,
  isPadded,
  paddingBytes,
  unpadImages,
  windowPitch,
} from './padding';
import { multiplyAdd } from './simd';
import { locate } from './windows';

/** Output positions whose windows are located at a time. */
const BLOCK: i32 = 64;

/**
 * input = output's gradient, times the filter, scattered over the windows of the listed positions. Four channels at a time
 * when each has one output channel, else one.
 */
export function depthwiseInputGradient(c: Convolution): usize {
  const windows = c.scratch;
  const padded = windows + BLOCK * 4;
  if (!c.scratch) return padded + paddingBytes(c, BLOCK);

  const channels = c.inputChannels;
  const multiplier = c.outputChannels / channels;
  const stride = (c.outputChannels as usize) * 4;
  const together = imagesAtATime(c);
  const perImage = positionsPerImage(c);
  for (let image = 0; image < c.batch; image += together) {
    const images = min(together, c.batch - image);
    const target = isPadded(c) ? padded : c.input;
    memory.fill(target, 0, (images as usize) * imageBytes(c));
    const end = rowAt(c, (image + images) * perImage);
    for (let first = rowAt(c, image * perImage); first < end; first += BLOCK) {
      const count = min(BLOCK, end - first);
      locate(c, target, isPadded(c) ? image : 0, first, count, windows);
      if (isFramed(c)) frameWindows(c, first, count, windows, padded, CLEAR);
      for (let i = 0; i < count; i++) {
        const row = c.rows && !c.compact ? load<i32>(c.rows + (((first + i) as usize) << 2)) : first + i;
        spread(c, load<usize>(windows + ((i as usize) << 2)), c.output + (row as usize) * stride, multiplier);
      }
      if (isFramed(c)) frameWindows(c, first, count, windows, padded, ADD_OUT);
    }
    if (isPadded(c)) unpadImages(c, image, images, padded);
  }
  return 0;
}

/** Adds gradient x filter to one window. */
function spread(c: Convolution, window: usize, gradient: usize, multiplier: i32): void {
  const pixel = (c.dilationWidth as usize) * (c.inputChannels as usize) * 4;
  const line = (c.dilationHeight as usize) * windowPitch(c);
  let filter = c.filter;
  for (let y = 0; y < c.filterHeight; y++, window += line) {
    let target = window;
    for (let x = 0; x < c.filterWidth; x++, target += pixel) {
      let g = gradient;
      let t = target;
      let channels = c.inputChannels;
      if (multiplier === 1) {
        for (; channels >= 4; channels -= 4, t += 16, g += 16, filter += 16) {
          v128.store(t, multiplyAdd(v128.load(g), v128.load(filter), v128.load(t)));
        }
      }
      for (; channels; channels--, t += 4) {
        let sum = load<f32>(t);
        for (let m = 0; m < multiplier; m++, g += 4, filter += 4) sum += load<f32>(g) * load<f32>(filter);
        store<f32>(t, sum);
      }
    }
  }
}
