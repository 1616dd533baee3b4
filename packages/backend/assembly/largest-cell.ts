// NaN is never the largest; a window of nothing else has its first cell.

/** Byte offsets from `window` of the first largest cells of four channels. */
export function largest4(window: usize, rows: i32, columns: i32, down: usize, right: usize): v128 {
  let best = v128.load(window);
  let where = i32x4.splat(0);
  let line: usize = 0;
  for (; rows; rows--, line += down) {
    let offset = line;
    for (let x = 0; x < columns; x++, offset += right) {
      const value = v128.load(window + offset);
      // A NaN so far gives way to any number.
      const better = v128.or(
        f32x4.gt(value, best),
        v128.andnot(f32x4.eq(value, value), f32x4.eq(best, best)),
      );
      best = v128.bitselect(value, best, better);
      where = v128.bitselect(i32x4.splat(offset as i32), where, better);
    }
  }
  return where;
}

/** `largest4` for one channel. */
export function largest(window: usize, rows: i32, columns: i32, down: usize, right: usize): usize {
  let best = load<f32>(window);
  let where: usize = 0;
  let line: usize = 0;
  for (; rows; rows--, line += down) {
    let offset = line;
    for (let x = 0; x < columns; x++, offset += right) {
      const value = load<f32>(window + offset);
      if (value > best || (isNaN(best) && !isNaN(value))) {
        best = value;
        where = offset;
      }
    }
  }
  return where;
}
