import { Convolution } from './convolution';
import { largest, largest4 } from './largest-cell';
import { firstCell, lastCell } from './pool-window';

/**
 * input = output's gradient at the first largest cell of each window (in row-major order), zero elsewhere. `bias` is the
 * address of the forward pass's input. NaN is never the largest; a window of nothing else uses its first cell, one outside of the image none.
 */
export function maxPoolGradient(c: Convolution): void {
  const channels = c.inputChannels;
  const pixel = (channels as usize) * 4;
  const line = (c.inputWidth as usize) * pixel;
  const image = (c.inputHeight as usize) * line;
  const down = (c.dilationHeight as usize) * line;
  const right = (c.dilationWidth as usize) * pixel;
  let gradient = c.output;
  // Windows that share no cell are written, others added up.
  const areApart =
    c.strideHeight >= c.filterHeight &&
    c.strideWidth >= c.filterWidth &&
    c.dilationHeight === 1 &&
    c.dilationWidth === 1;
  memory.fill(c.input, 0, (c.batch as usize) * image);
  for (let n: usize = 0; n < (c.batch as usize); n++) {
    for (let y = 0; y < c.outputHeight; y++) {
      const top = y * c.strideHeight - c.padTop;
      const fromY = firstCell(top, c.dilationHeight);
      const rows = lastCell(top, c.dilationHeight, c.filterHeight, c.inputHeight) - fromY;
      for (let x = 0; x < c.outputWidth; x++) {
        const left = x * c.strideWidth - c.padLeft;
        const fromX = firstCell(left, c.dilationWidth);
        const columns = lastCell(left, c.dilationWidth, c.filterWidth, c.inputWidth) - fromX;
        if (rows <= 0 || columns <= 0) {
          gradient += pixel;
          continue;
        }
        // Offset of the window's first cell in both the input and its gradient.
        const corner =
          n * image +
          ((top + fromY * c.dilationHeight) as usize) * line +
          ((left + fromX * c.dilationWidth) as usize) * pixel;
        let channel: usize = 0;
        for (; channel + 16 <= pixel; channel += 16, gradient += 16) {
          const target = c.input + corner + channel;
          if (areApart && rows === 2 && columns === 2) {
            put2x2(c.bias + corner + channel, target, v128.load(gradient), down, right);
            continue;
          }
          const best = largest4(c.bias + corner + channel, rows, columns, down, right);
          if (areApart) {
            put4(target, best, v128.load(gradient), rows, columns, down, right);
            continue;
          }
          add(target + (i32x4.extract_lane(best, 0) as usize), gradient);
          add(target + (i32x4.extract_lane(best, 1) as usize) + 4, gradient + 4);
          add(target + (i32x4.extract_lane(best, 2) as usize) + 8, gradient + 8);
          add(target + (i32x4.extract_lane(best, 3) as usize) + 12, gradient + 12);
        }
        for (; channel < pixel; channel += 4, gradient += 4) {
          const best = largest(c.bias + corner + channel, rows, columns, down, right);
          add(c.input + corner + channel + best, gradient);
        }
      }
    }
  }
}

/** The most common window: four channels of 2 x 2 cells at once. */
function put2x2(window: usize, target: usize, gradient: v128, down: usize, right: usize): void {
  const v0 = number(v128.load(window));
  const v1 = number(v128.load(window + right));
  const v2 = number(v128.load(window + down));
  const v3 = number(v128.load(window + down + right));
  const best = f32x4.pmax(f32x4.pmax(v0, v1), f32x4.pmax(v2, v3));
  const is0 = f32x4.eq(v0, best);
  const is1 = v128.andnot(f32x4.eq(v1, best), is0);
  const until1 = v128.or(is0, is1);
  const is2 = v128.andnot(f32x4.eq(v2, best), until1);
  const is3 = v128.not(v128.or(until1, is2));
  v128.store(target, v128.and(gradient, is0));
  v128.store(target + right, v128.and(gradient, is1));
  v128.store(target + down, v128.and(gradient, is2));
  v128.store(target + down + right, v128.and(gradient, is3));
}

/** NaN counts as less than any number. */
function number(v: v128): v128 {
  return f32x4.pmax(f32x4.splat(-Infinity), v);
}

/** Writes the gradients of four channels to their cells and zero to the others of the window. */
function put4(
  window: usize,
  best: v128,
  gradient: v128,
  rows: i32,
  columns: i32,
  down: usize,
  right: usize,
): void {
  let line: usize = 0;
  for (; rows; rows--, line += down) {
    let offset = line;
    for (let x = 0; x < columns; x++, offset += right) {
      const chosen = i32x4.eq(best, i32x4.splat(offset as i32));
      v128.store(window + offset, v128.and(gradient, chosen));
    }
  }
}

function add(target: usize, source: usize): void {
  store<f32>(target, load<f32>(target) + load<f32>(source));
}
