import { Convolution } from './convolution';
import { firstCell, lastCell } from './pool-window';

/**
 * input = output's gradient, shared out equally among the cells of each window that lie inside the image: the forward
 * pass divides by their number, so at a padded border the gradient must too.
 */
export function averagePoolGradient(c: Convolution): void {
  const channels = c.inputChannels;
  const pixel = (channels as usize) * 4;
  const line = (c.inputWidth as usize) * pixel;
  let image = c.input;
  let gradient = c.output;
  memory.fill(image, 0, (c.batch as usize) * (c.inputHeight as usize) * line);
  for (let n = 0; n < c.batch; n++, image += (c.inputHeight as usize) * line) {
    for (let y = 0; y < c.outputHeight; y++) {
      const top = y * c.strideHeight - c.padTop;
      const fromY = firstCell(top, c.dilationHeight);
      const toY = lastCell(top, c.dilationHeight, c.filterHeight, c.inputHeight);
      for (let x = 0; x < c.outputWidth; x++, gradient += pixel) {
        const left = x * c.strideWidth - c.padLeft;
        const fromX = firstCell(left, c.dilationWidth);
        const toX = lastCell(left, c.dilationWidth, c.filterWidth, c.inputWidth);
        const share: f32 = (1.0 / (((toY - fromY) * (toX - fromX)) as f64)) as f32;
        for (let cy = fromY; cy < toY; cy++) {
          const row = image + ((top + cy * c.dilationHeight) as usize) * line;
          for (let cx = fromX; cx < toX; cx++) {
            addScaled(gradient, share, row + ((left + cx * c.dilationWidth) as usize) * pixel, channels);
          }
        }
      }
    }
  }
}

/** target += scale * source. */
function addScaled(source: usize, scale: f32, target: usize, count: i32): void {
  const factor = f32x4.splat(scale);
  for (; count >= 4; count -= 4, source += 16, target += 16) {
    v128.store(target, f32x4.add(v128.load(target), f32x4.mul(v128.load(source), factor)));
  }
  for (; count; count--, source += 4, target += 4)
    store<f32>(target, load<f32>(target) + scale * load<f32>(source));
}
