import { lines } from './simd';

/** What `sumRows` gets; in the order of `ROW_SUM` in src/simd/structs.ts. */
@unmanaged
export class RowSum {
  rowCount: i32;
  columns: i32;
  /** rowCount x columns floats. */
  input: usize;
  /** `columns` floats. */
  output: usize;
  /** Working memory; 0 asks for its size in bytes. */
  scratch: usize;
}

/** Rows whose sum is taken apart before it joins the total: keeps the rounding error of long sums small. */
const BLOCK: i32 = 256;

/** output = sum over rows of input. */
export function sumRows(p: RowSum): usize {
  const bytes = (p.columns as usize) * 4;
  if (!p.scratch) return lines(bytes);
  memory.fill(p.output, 0, bytes);
  let row = p.input;
  for (let left = p.rowCount; left > 0; left -= BLOCK) {
    memory.fill(p.scratch, 0, bytes);
    for (let i = min(left, BLOCK); i; i--, row += bytes) addRow(row, p.scratch, p.columns);
    addRow(p.scratch, p.output, p.columns);
  }
  return 0;
}

/** sum += row. */
export function addRow(row: usize, sum: usize, count: i32): void {
  for (; count >= 4; count -= 4, row += 16, sum += 16) {
    v128.store(sum, f32x4.add(v128.load(sum), v128.load(row)));
  }
  for (; count; count--, row += 4, sum += 4) store<f32>(sum, load<f32>(sum) + load<f32>(row));
}
