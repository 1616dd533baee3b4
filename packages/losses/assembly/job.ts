/**
 * A product, see src/simd/products.ts. Addresses and distances in bytes, of matrices of f64: b has `inner` rows and
 * `columns` columns. The fields stand in the same order in src/simd/simd-products.ts.
 */
@unmanaged
export class Job {
  scale: f64;
  out: usize;
  outDown: usize;
  a: usize;
  aDown: usize;
  aAcross: usize;
  b: usize;
  bDown: usize;
  bAcross: usize;
  /** As `out` in shape. */
  from: usize;
  /** Room for four columns of b. */
  panel: usize;
  rows: i32;
  inner: i32;
  columns: i32;
}

/** Columns of b that are side by side in the panel. */
export const WIDTH: i32 = 4;

/** Copies the columns of b from c on to the panel, row after row; past the last there are zeros. */
export function fillPanel(job: Job, c: i32): void {
  const down = job.bDown;
  for (let q: i32 = 0; q < WIDTH; q++) {
    let to = job.panel + 8 * (q as usize);
    let b = job.b + ((c + q) as usize) * job.bAcross;
    const isColumn = c + q < job.columns;
    for (let k = job.inner; k; k--, b += down, to += 32) store<f64>(to, isColumn ? load<f64>(b) : 0);
  }
}

/** Writes four sums to a row of `out`, from column c on, as far as there are columns; nothing past the last row. */
export function put(job: Job, i: i32, c: i32, left: v128, right: v128): void {
  if (i >= job.rows) return;
  const out = at(job, job.out, i, c);
  const width = job.columns - c;
  if (width >= WIDTH) {
    v128.store(out, left);
    v128.store(out, right, 16);
    return;
  }
  store<f64>(out, f64x2.extract_lane(left, 0));
  if (width > 1) store<f64>(out, f64x2.extract_lane(left, 1), 8);
  if (width > 2) store<f64>(out, f64x2.extract_lane(right, 0), 16);
}

/**
 * The address of column c of row i, or of the last row, of `out` or of what has its shape. Four numbers may be read there, up to
 * three past the end: sums of rows and columns that there are not go nowhere.
 */
export function at(job: Job, start: usize, i: i32, c: i32): usize {
  return start + (min(i, job.rows - 1) as usize) * job.outDown + ((c as usize) << 3);
}

/** The address of row i of a, or of the last one. */
export function rowOf(job: Job, i: i32): usize {
  return job.a + (min(i, job.rows - 1) as usize) * job.aDown;
}
