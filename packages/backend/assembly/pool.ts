import { Convolution } from './convolution';
import { firstCell, lastCell } from './pool-window';

/**
 * output = the largest of each window's cells that lie inside of the image. NaN is never the largest, unless there is nothing
 * else, as in the gradient.
 */
export function maxPool(c: Convolution): void {
  pool(c, true);
}

/** output = the average of each window's cells that lie inside of the image; NaN if there is none. */
export function averagePool(c: Convolution): void {
  pool(c, false);
}

function pool(c: Convolution, largest: bool): void {
  const pixel = (c.inputChannels as usize) * 4;
  const line = (c.inputWidth as usize) * pixel;
  const down = (c.dilationHeight as usize) * line;
  const right = (c.dilationWidth as usize) * pixel;
  let image = c.input;
  let target = c.output;
  for (let n = 0; n < c.batch; n++, image += (c.inputHeight as usize) * line) {
    for (let y = 0; y < c.outputHeight; y++) {
      const top = y * c.strideHeight - c.padTop;
      const fromY = firstCell(top, c.dilationHeight);
      const rows = max(0, lastCell(top, c.dilationHeight, c.filterHeight, c.inputHeight) - fromY);
      for (let x = 0; x < c.outputWidth; x++, target += pixel) {
        const left = x * c.strideWidth - c.padLeft;
        const fromX = firstCell(left, c.dilationWidth);
        const columns = max(0, lastCell(left, c.dilationWidth, c.filterWidth, c.inputWidth) - fromX);
        const corner =
          image +
          ((top + fromY * c.dilationHeight) as usize) * line +
          ((left + fromX * c.dilationWidth) as usize) * pixel;
        const count: f32 = (rows * columns) as f32;
        let channel: usize = 0;
        for (; channel + 16 <= pixel; channel += 16) {
          let result = f32x4.splat(largest ? -Infinity : 0);
          let numbers = i32x4.splat(0);
          let row = corner + channel;
          for (let i = 0; i < rows; i++, row += down) {
            let cell = row;
            for (let j = 0; j < columns; j++, cell += right) {
              const value = v128.load(cell);
              if (largest) {
                result = f32x4.pmax(result, value);
                numbers = v128.or(numbers, f32x4.eq(value, value));
              } else result = f32x4.add(result, value);
            }
          }
          v128.store(
            target + channel,
            largest
              ? v128.bitselect(result, f32x4.splat(NaN), numbers)
              : f32x4.div(result, f32x4.splat(count)),
          );
        }
        for (; channel < pixel; channel += 4) {
          let result: f32 = largest ? NaN : 0;
          let row = corner + channel;
          for (let i = 0; i < rows; i++, row += down) {
            let cell = row;
            for (let j = 0; j < columns; j++, cell += right) {
              const value = load<f32>(cell);
              if (!largest) result += value;
              else if (value > result || isNaN(result)) result = value;
            }
          }
          store<f32>(target + channel, largest ? result : result / count);
        }
      }
    }
  }
}
