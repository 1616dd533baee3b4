import { Convolution } from './convolution';
import { largest, largest4 } from './largest-cell';
import { firstCell, lastCell } from './pool-window';

/**
 * output = the largest of each window's cells that lie inside of the image, as `maxPool` has it; `bias` is the address of as many int32,
 * each the place of the first such cell in its image: a window outside of it has -Infinity and -1.
 */
export function maxPoolWithArgmax(c: Convolution): void {
  const pixel = (c.inputChannels as usize) * 4;
  const line = (c.inputWidth as usize) * pixel;
  const down = (c.dilationHeight as usize) * line;
  const right = (c.dilationWidth as usize) * pixel;
  const steps = i32x4(0, 4, 8, 12);
  let image = c.input;
  let target = c.output;
  let places = c.bias;
  for (let n = 0; n < c.batch; n++, image += (c.inputHeight as usize) * line) {
    for (let y = 0; y < c.outputHeight; y++) {
      const top = y * c.strideHeight - c.padTop;
      const fromY = firstCell(top, c.dilationHeight);
      const rows = lastCell(top, c.dilationHeight, c.filterHeight, c.inputHeight) - fromY;
      for (let x = 0; x < c.outputWidth; x++) {
        const left = x * c.strideWidth - c.padLeft;
        const fromX = firstCell(left, c.dilationWidth);
        const columns = lastCell(left, c.dilationWidth, c.filterWidth, c.inputWidth) - fromX;
        const isEmpty = rows <= 0 || columns <= 0;
        let cell =
          ((top + fromY * c.dilationHeight) as usize) * line +
          ((left + fromX * c.dilationWidth) as usize) * pixel;
        let channel: usize = 0;
        for (; !isEmpty && channel + 16 <= pixel; channel += 16, cell += 16, target += 16, places += 16) {
          const best = i32x4.add(
            i32x4.add(largest4(image + cell, rows, columns, down, right), steps),
            i32x4.splat(cell as i32),
          );
          store<f32>(target, load<f32>(image + (i32x4.extract_lane(best, 0) as usize)));
          store<f32>(target, load<f32>(image + (i32x4.extract_lane(best, 1) as usize)), 4);
          store<f32>(target, load<f32>(image + (i32x4.extract_lane(best, 2) as usize)), 8);
          store<f32>(target, load<f32>(image + (i32x4.extract_lane(best, 3) as usize)), 12);
          v128.store(places, i32x4.shr_u(best, 2));
        }
        for (; channel < pixel; channel += 4, cell += 4, target += 4, places += 4) {
          const best = isEmpty ? 0 : cell + largest(image + cell, rows, columns, down, right);
          store<f32>(target, isEmpty ? -Infinity : load<f32>(image + best));
          store<i32>(places, isEmpty ? -1 : ((best >> 2) as i32));
        }
      }
    }
  }
}
