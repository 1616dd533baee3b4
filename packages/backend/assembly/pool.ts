import { Convolution } from './convolution';
import { firstCell, lastCell } from './pool-window';

/**
 * output = the largest of each window's cells that lie inside of the image, -Infinity if there is none. NaN is never the largest,
 * unless there is nothing else, as in the gradient.
 */
export function maxPool(c: Convolution): usize {
  return pool(c, true);
}

/** output = the average of each window's cells that lie inside of the image; NaN if there is none. */
export function averagePool(c: Convolution): usize {
  return pool(c, false);
}

/**
 * In two steps: a line of the output's height is pooled down the columns of the image, whole rows at a time, into a line with the
 * padding at its ends; then along it. So a window of k x k takes 2 k steps, and few channels fill vectors, too.
 */
function pool(c: Convolution, largest: bool): usize {
  const pixel = (c.inputChannels as usize) * 4;
  const width = (c.inputWidth as usize) * pixel;
  const reached = (c.outputWidth - 1) * c.strideWidth + (c.filterWidth - 1) * c.dilationWidth + 1;
  const padded = max((reached as usize) * pixel, (c.padLeft as usize) * pixel + width);
  // The last channels are read as a whole vector.
  if (!c.scratch) return padded + 12;
  const down = (c.dilationHeight as usize) * width;
  const right = (c.dilationWidth as usize) * pixel;
  const nothing: f32 = largest ? -Infinity : 0;
  for (let at: usize = 0; at < padded + 12; at += 4) store<f32>(c.scratch + at, nothing);
  let image = c.input;
  let target = c.output;
  for (let n = 0; n < c.batch; n++, image += (c.inputHeight as usize) * width) {
    for (let y = 0; y < c.outputHeight; y++) {
      const top = y * c.strideHeight - c.padTop;
      const first = firstCell(top, c.dilationHeight);
      const rows = lastCell(top, c.dilationHeight, c.filterHeight, c.inputHeight) - first;
      const from = image + ((top + first * c.dilationHeight) as usize) * width;
      poolRows(from, rows, down, c.scratch + (c.padLeft as usize) * pixel, width, largest);
      let corner = c.scratch;
      for (let x = 0; x < c.outputWidth; x++, corner += (c.strideWidth as usize) * pixel, target += pixel) {
        const left = x * c.strideWidth - c.padLeft;
        const firstX = firstCell(left, c.dilationWidth);
        const columns = lastCell(left, c.dilationWidth, c.filterWidth, c.inputWidth) - firstX;
        const count = f32x4.splat((max(rows, 0) * max(columns, 0)) as f32);
        let isNothing = false;
        for (let channel: usize = 0; channel < pixel; channel += 16) {
          let cell = corner + channel;
          let result = v128.load(cell);
          if (largest) {
            for (let j = 1; j < c.filterWidth; j++) {
              cell += right;
              result = f32x4.pmax(result, v128.load(cell));
            }
            isNothing = isNothing || v128.any_true(f32x4.eq(result, f32x4.splat(-Infinity)));
          } else {
            for (let j = 1; j < c.filterWidth; j++) {
              cell += right;
              result = f32x4.add(result, v128.load(cell));
            }
            result = f32x4.div(result, count);
          }
          put(target + channel, result, pixel - channel);
        }
        if (isNothing) {
          const window = from + ((left + firstX * c.dilationWidth) as usize) * pixel;
          keepNaN(window, rows, columns, down, right, target, pixel);
        }
      }
    }
  }
  return 0;
}

/** line = the largest or the sum of `rows` rows of the image, `down` apart. */
function poolRows(from: usize, rows: i32, down: usize, line: usize, bytes: usize, largest: bool): void {
  const nothing: f32 = largest ? -Infinity : 0;
  let at: usize = 0;
  for (; rows > 0 && at + 32 <= bytes; at += 32) {
    let cell = from + at;
    let low = v128.load(cell);
    let high = v128.load(cell, 16);
    if (largest) {
      low = number(low);
      high = number(high);
      for (let i = 1; i < rows; i++) {
        cell += down;
        low = f32x4.pmax(low, v128.load(cell));
        high = f32x4.pmax(high, v128.load(cell, 16));
      }
    } else {
      for (let i = 1; i < rows; i++) {
        cell += down;
        low = f32x4.add(low, v128.load(cell));
        high = f32x4.add(high, v128.load(cell, 16));
      }
    }
    v128.store(line + at, low);
    v128.store(line + at, high, 16);
  }
  for (; at < bytes; at += 4) {
    let cell = from + at;
    let result = nothing;
    for (let i = 0; i < rows; i++, cell += down) {
      const value = load<f32>(cell);
      if (!largest) result += value;
      else if (value > result) result = value;
    }
    store<f32>(line + at, result);
  }
}

/** NaN counts as less than any number. */
function number(v: v128): v128 {
  return f32x4.pmax(f32x4.splat(-Infinity), v);
}

/** Writes the first `bytes` bytes of a vector, at most all of it. */
function put(target: usize, value: v128, bytes: usize): void {
  if (bytes >= 16) v128.store(target, value);
  else {
    store<f32>(target, f32x4.extract_lane(value, 0));
    if (bytes > 4) store<f32>(target, f32x4.extract_lane(value, 1), 4);
    if (bytes > 8) store<f32>(target, f32x4.extract_lane(value, 2), 8);
  }
}

/** Makes NaN of the channels of one position whose window holds nothing else; `bytes` of channels. */
function keepNaN(
  window: usize,
  rows: i32,
  columns: i32,
  down: usize,
  right: usize,
  target: usize,
  bytes: usize,
): void {
  if (rows <= 0 || columns <= 0) return;
  for (let channel: usize = 0; channel < bytes; channel += 4) {
    let isNaNs = true;
    let row = window + channel;
    for (let i = 0; i < rows; i++, row += down) {
      let cell = row;
      for (let j = 0; j < columns; j++, cell += right) isNaNs = isNaNs && isNaN(load<f32>(cell));
    }
    if (isNaNs) store<f32>(target + channel, NaN);
  }
}
