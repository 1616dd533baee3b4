import { relu } from './simd';
import { ACCUMULATE, halfTiles, RELU, TILE_COLUMNS, TILE_ROWS, tiles } from './tile';

/** Bytes of working memory that `block` needs at `temp`: one tile and the table of its rows. */
export const TEMP_BYTES: usize = 192;

/** Largest inner dimension of one pass: a right panel of 16 KiB and a left one of 8 KiB share the level 1 cache. */
export const MAX_DEPTH: i32 = 512;

/** Bytes of panels that stay in the level 1 cache while `block` runs over them. */
const RESIDENT_BYTES: usize = 26 << 10;

/** Bytes from one left panel of depth `k` to the next. The extra line keeps panels from aliasing at 4 KiB. */
export function leftPanelBytes(k: i32): usize {
  return (((k as usize) * 16 + 63) & ~63) + 64;
}

/** Bytes from one right panel of depth `k` to the next. */
export function rightPanelBytes(k: i32): usize {
  return (k as usize) * 32 + 64;
}

/** Writes `columns` floats of a row of C, in the manner of `mode`. */
export function putPart(row: usize, c: usize, columns: i32, mode: i32): void {
  for (; columns >= 4; columns -= 4, row += 16, c += 16) {
    let v = v128.load(row);
    if (mode & ACCUMULATE) v = f32x4.add(v128.load(c), v);
    v128.store(c, mode & RELU ? relu(v) : v);
  }
  for (; columns; columns--, row += 4, c += 4) {
    let v = load<f32>(row);
    if (mode & ACCUMULATE) v += load<f32>(c);
    if (mode & RELU && v < 0) v = 0;
    store<f32>(c, v);
  }
}

/** How many rows to pack at a time: few enough to stay in the level 1 cache if all of B does, else `most`. */
export function rowsAtATime(leftStep: usize, rightBytes: usize, most: i32): i32 {
  if (rightBytes + leftStep > RESIDENT_BYTES) return most;
  return min(most, (((RESIDENT_BYTES - rightBytes) / leftStep) as i32) * TILE_ROWS);
}

/** Fills the table of `count` rows that lie `stride` bytes apart from `first` on. */
export function rowTable(first: usize, stride: usize, count: i32, table: usize): void {
  for (; count > 0; count--, table += 4, first += stride) store<usize>(table, first);
}

/** Prepares `temp`: the table of the rows of its tile. */
export function prepareTemp(temp: usize): void {
  rowTable(temp + 16, 32, TILE_ROWS, temp);
}

/** One tile into `temp`; row r is then at `tempRow(temp, r)`. */
export function tileToTemp(a: usize, b: usize, k: i32, bias: usize, temp: usize): void {
  tiles(a, 0, 1, b, k, bias, temp, 0, 0);
}

/** Where row r of the tile of `tileToTemp` is. */
export function tempRow(temp: usize, r: i32): usize {
  return temp + 16 + ((r as usize) << 5);
}

/**
 * C[count x columns] = bias + A B, or C += A B, for A and B in panels.
 *
 * `bias` is 8 floats for each column panel, `biasStep` bytes apart (0: the same for all). The rows of C start at the
 * addresses in the table `rows`. The loop over left panels is the inner one: a right panel stays in the level 1 cache.
 */
export function block(
  left: usize,
  leftStep: usize,
  count: i32,
  right: usize,
  rightStep: usize,
  columns: i32,
  k: i32,
  bias: usize,
  biasStep: usize,
  rows: usize,
  temp: usize,
  mode: i32,
): void {
  for (let j = 0; j < columns; j += TILE_COLUMNS, right += rightStep, bias += biasStep) {
    const width = min(columns - j, TILE_COLUMNS);
    const offset = (j as usize) << 2;
    let whole = 0;
    if (width === TILE_COLUMNS) {
      whole = count / TILE_ROWS;
      tiles(left, leftStep, whole, right, k, bias, rows, offset, mode);
    } else if (2 * width === TILE_COLUMNS) {
      whole = (count / (2 * TILE_ROWS)) * 2;
      halfTiles(left, leftStep, whole / 2, right, k, bias, rows, offset, mode);
    }
    for (let i = whole * TILE_ROWS; i < count; i += TILE_ROWS) {
      tileToTemp(left + ((i as usize) >> 2) * leftStep, right, k, bias, temp);
      for (let r = 0; r < min(count - i, TILE_ROWS); r++) {
        putPart(tempRow(temp, r), load<usize>(rows + (((i + r) as usize) << 2)) + offset, width, mode);
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
