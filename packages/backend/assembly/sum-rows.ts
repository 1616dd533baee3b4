import { lines, promoteHigh, promoteLow } from './simd';

/** Bytes of `count` sums in double precision. */
export function wideBytes(count: i32): usize {
  return lines((count as usize) * 8);
}

/** sum += row, where the sums are float64. */
export function addRowWide(row: usize, sum: usize, count: i32): void {
  for (; count >= 4; count -= 4, row += 16, sum += 32) {
    const v = v128.load(row);
    v128.store(sum, f64x2.add(v128.load(sum), promoteLow(v)));
    v128.store(sum, f64x2.add(v128.load(sum, 16), promoteHigh(v)), 16);
  }
  for (; count; count--, row += 4, sum += 8) store<f64>(sum, load<f64>(sum) + (load<f32>(row) as f64));
}

/** target = the float64 sums / divisor, rounded to float32. */
export function narrow(sum: usize, target: usize, count: i32, divisor: f64): void {
  for (; count; count--, sum += 8, target += 4) store<f32>(target, (load<f64>(sum) / divisor) as f32);
}

/** sum += row. */
export function addRow(row: usize, sum: usize, count: i32): void {
  for (; count >= 4; count -= 4, row += 16, sum += 16) {
    v128.store(sum, f32x4.add(v128.load(sum), v128.load(row)));
  }
  for (; count; count--, row += 4, sum += 4) store<f32>(sum, load<f32>(sum) + load<f32>(row));
}
