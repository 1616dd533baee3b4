import { ACCUMULATE, RELU, TILE_COLUMNS, TILE_ROWS, tile } from './tile';

/** Bytes of working memory that `block` needs at `temp`: one tile. */
export const TEMP_BYTES: usize = 128;

/** Largest inner dimension of one pass: a right panel of 16 KiB and a left one of 8 KiB share the level 1 cache. */
export const MAX_DEPTH: i32 = 512;

/** Bytes from one left panel of depth `k` to the next. The extra line keeps panels from aliasing at 4 KiB. */
export function leftPanelBytes(k: i32): usize {
  return (((k as usize) * 16 + 63) & ~63) + 64;
}

/** Bytes from one right panel of depth `k` to the next. */
export function rightPanelBytes(k: i32): usize {
  return (k as usize) * 32 + 64;
}

/** Writes the first `columns` floats of a row of a tile, in the manner of `mode`. */
function putPart(row: usize, c: usize, columns: i32, mode: i32): void {
  for (; columns; columns--, row += 4, c += 4) {
    let v = load<f32>(row);
    if (mode & ACCUMULATE) v += load<f32>(c);
    if (mode & RELU && v < 0) v = 0;
    store<f32>(c, v);
  }
}

/**
 * C[rows x columns] = bias + A B, or C += A B, for A and B in panels.
 *
 * `bias` is 8 floats for each column panel, `biasStep` bytes apart (0: the same for all). C has rows `stride` bytes apart.
 * The loop over left panels is the inner one: a right panel stays in the level 1 cache while the left ones stream past.
 */
export function block(
  left: usize,
  leftStep: usize,
  rows: i32,
  right: usize,
  rightStep: usize,
  columns: i32,
  k: i32,
  bias: usize,
  biasStep: usize,
  c: usize,
  stride: usize,
  temp: usize,
  mode: i32,
): void {
  for (let j = 0; j < columns; j += TILE_COLUMNS, right += rightStep, bias += biasStep, c += 32) {
    const width = min(columns - j, TILE_COLUMNS);
    let a = left;
    let out = c;
    for (let i = 0; i < rows; i += TILE_ROWS, a += leftStep, out += 4 * stride) {
      const height = min(rows - i, TILE_ROWS);
      if (width === TILE_COLUMNS && height === TILE_ROWS) {
        tile(a, right, k, bias, out, out + stride, out + 2 * stride, out + 3 * stride, mode);
      } else {
        tile(a, right, k, bias, temp, temp + 32, temp + 64, temp + 96, 0);
        for (let r: usize = 0; r < (height as usize); r++)
          putPart(temp + 32 * r, out + r * stride, width, mode);
      }
    }
  }
}

/** Copies `columns` floats of bias (or zeros when `bias` is 0), filled up with zeros to whole panels. */
export function padBias(bias: usize, columns: i32, target: usize): void {
  const bytes = (columns as usize) * 4;
  memory.fill(target, 0, (bytes + 31) & ~31);
  if (bias) memory.copy(target, bias, bytes);
}
