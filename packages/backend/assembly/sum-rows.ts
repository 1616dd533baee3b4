import { lines } from './simd';

/** What `sumRows` gets; in the order of `ROW_SUM` in src/simd/structs.ts. */
@unmanaged
export class RowSum {
  rowCount: i32;
  columns: i32;
  /** What the sums are divided by: 1, or rowCount for means. */
  divisor: i32;
  /** rowCount x columns floats. */
  input: usize;
  /** `columns` floats. */
  output: usize;
  /** Working memory; 0 asks for its size in bytes. */
  scratch: usize;
}

/** output = sum over rows of input / divisor, in double precision. */
export function sumRows(p: RowSum): usize {
  if (!p.scratch) return wideBytes(p.columns);
  memory.fill(p.scratch, 0, wideBytes(p.columns));
  const bytes = (p.columns as usize) * 4;
  let row = p.input;
  for (let i = p.rowCount; i; i--, row += bytes) addRowWide(row, p.scratch, p.columns);
  narrow(p.scratch, p.output, p.columns, p.divisor as f64);
  return 0;
}

/** Bytes of `count` sums in double precision. */
export function wideBytes(count: i32): usize {
  return lines((count as usize) * 8);
}

/** sum += row, where the sums are float64. */
export function addRowWide(row: usize, sum: usize, count: i32): void {
  for (; count >= 4; count -= 4, row += 16, sum += 32) {
    const v = v128.load(row);
    const high = v128.shuffle<f32>(v, v, 2, 3, 2, 3);
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.promote_low_f32x4(v)));
    v128.store(sum, f64x2.add(v128.load(sum, 16), f64x2.promote_low_f32x4(high)), 16);
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
