import { promoteHigh, promoteLow } from './simd';

/** What `columnSums` gets; in the order of `COLUMN_SUMS` in src/module/structs.ts. */
@unmanaged
export class ColumnSums {
  /** How often sums are taken, of the rows that follow each other; more than 1 only without a second. */
  groups: i32;
  rowCount: i32;
  columns: i32;
  /** rowCount x columns floats a, or 0 for a = b. */
  first: usize;
  /** Where these floats are <= 0, `first` counts as 0; or 0. */
  activated: usize;
  /** rowCount x columns floats, or 0 for sums of a only. */
  second: usize;
  /** `columns` floats: b = second - center. */
  center: usize;
  /** Sums of a (0 where a = b), `columns` float64, and those of a b, as many, if there is a second. */
  sums: usize;
}

/** About as many bytes of rows stay in the level 1 cache while their columns are summed, a few at a time. */
const BLOCK_BYTES = 8192;

/** The sums over rows of a and of a b; the products are float32, the sums float64. */
export function columnSums(p: ColumnSums): void {
  const bytes = (p.rowCount as usize) * (p.columns as usize) * 4;
  for (let group = p.groups; group; group--) {
    sumGroup(p);
    p.first += bytes;
    p.sums += (p.columns as usize) * 8;
  }
}

function sumGroup(p: ColumnSums): void {
  const columns = p.columns;
  memory.fill(p.sums, 0, (columns as usize) * (p.second ? 16 : 8));
  const block = max(4, BLOCK_BYTES / (4 * columns));
  for (let row = 0; row < p.rowCount; row += block) {
    const rows = min(block, p.rowCount - row);
    const offset = (row as usize) * (columns as usize) * 4;
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      if (p.second) fourProducts(p, offset, rows, column);
      else fourSums(p, offset, rows, column);
    }
    for (; column < columns; column++) oneColumn(p, offset, rows, column);
  }
}

function fourSums(p: ColumnSums, offset: usize, rows: i32, column: i32): void {
  const stride = (p.columns as usize) * 4;
  let at = p.first + offset + (column as usize) * 4;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let oddLow = f64x2.splat(0);
  let oddHigh = f64x2.splat(0);
  for (; rows >= 2; rows -= 2, at += 2 * stride) {
    const even = v128.load(at);
    const odd = v128.load(at + stride);
    low = f64x2.add(low, promoteLow(even));
    high = f64x2.add(high, promoteHigh(even));
    oddLow = f64x2.add(oddLow, promoteLow(odd));
    oddHigh = f64x2.add(oddHigh, promoteHigh(odd));
  }
  if (rows) {
    low = f64x2.add(low, promoteLow(v128.load(at)));
    high = f64x2.add(high, promoteHigh(v128.load(at)));
  }
  addTo(p.sums + (column as usize) * 8, f64x2.add(low, oddLow), f64x2.add(high, oddHigh));
}

/** Four columns of a b and, where a is not b, of a. */
function fourProducts(p: ColumnSums, offset: usize, rows: i32, column: i32): void {
  const zero = f32x4.splat(0);
  const stride = (p.columns as usize) * 4;
  const from = offset + (column as usize) * 4;
  const center = v128.load(p.center + (column as usize) * 4);
  const isSquare = !p.first;
  const isMasked = p.activated !== 0;
  let second = p.second + from;
  let first = p.first + from;
  let activated = p.activated + from;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let productLow = f64x2.splat(0);
  let productHigh = f64x2.splat(0);
  for (; rows; rows--, first += stride, activated += stride, second += stride) {
    const b = f32x4.sub(v128.load(second), center);
    let a = b;
    if (!isSquare) {
      a = v128.load(first);
      if (isMasked) a = v128.andnot(a, f32x4.le(v128.load(activated), zero));
      low = f64x2.add(low, promoteLow(a));
      high = f64x2.add(high, promoteHigh(a));
    }
    const product = f32x4.mul(a, b);
    productLow = f64x2.add(productLow, promoteLow(product));
    productHigh = f64x2.add(productHigh, promoteHigh(product));
  }
  const to = p.sums + (column as usize) * 8;
  addTo(to, low, high);
  addTo(to + (p.columns as usize) * 8, productLow, productHigh);
}

function oneColumn(p: ColumnSums, offset: usize, rows: i32, column: i32): void {
  const stride = (p.columns as usize) * 4;
  const center: f32 = p.second ? load<f32>(p.center + (column as usize) * 4) : 0;
  let at = offset + (column as usize) * 4;
  let sum: f64 = 0;
  let products: f64 = 0;
  for (; rows; rows--, at += stride) {
    const b: f32 = p.second ? load<f32>(p.second + at) - center : 0;
    let a = b;
    if (p.first) a = p.activated && load<f32>(p.activated + at) <= 0 ? 0 : load<f32>(p.first + at);
    if (p.first) sum += a as f64;
    products += (a * b) as f64;
  }
  const to = p.sums + (column as usize) * 8;
  store<f64>(to, load<f64>(to) + sum);
  if (p.second) {
    const next = to + (p.columns as usize) * 8;
    store<f64>(next, load<f64>(next) + products);
  }
}

function addTo(to: usize, low: v128, high: v128): void {
  v128.store(to, f64x2.add(v128.load(to), low));
  v128.store(to, f64x2.add(v128.load(to, 16), high), 16);
}
