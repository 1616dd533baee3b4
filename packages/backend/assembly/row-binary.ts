const SUBTRACT = 1;
const SUBTRACT_FROM = 2;
const MULTIPLY = 3;
const DIVIDE = 4;

/** What `rowBinary` gets; in the order of `ROW_BINARY` in src/module/structs.ts. */
@unmanaged
export class RowBinary {
  /** How often the rows' numbers are used, one time after the other. */
  groups: i32;
  /** How many numbers there are, one for each row of a group. */
  rowCount: i32;
  /** How many floats a row has. */
  columns: i32;
  /** Index in `ROW_OPERATIONS` of src/module/structs.ts. */
  operation: i32;
  /** groups x rowCount x columns floats. */
  large: usize;
  /** rowCount floats. */
  small: usize;
  /** As many floats as `large`. */
  target: usize;
}

/** target[g, r, c] = large[g, r, c] and small[r], of which sum, difference, product or quotient is taken. */
export function rowBinary(p: RowBinary): void {
  const operation = p.operation;
  const isProduct = operation === MULTIPLY;
  const isSum = operation <= SUBTRACT_FROM;
  // a - b = a + (-b) and b - a = (-a) + b, exactly.
  const sign = f32x4.splat(-0.0);
  const zero = f32x4.splat(0);
  const ofLarge = operation === SUBTRACT_FROM ? sign : zero;
  const ofSmall = operation === SUBTRACT ? sign : zero;
  const isDivisor: bool = operation === DIVIDE;
  const bytes = (p.columns as usize) * 4;
  const end = p.small + (p.rowCount as usize) * 4;
  let source = p.large;
  let target = p.target;
  for (let group = p.groups; group; group--) {
    for (let at = p.small; at < end; at += 4) {
      const number = v128.load32_splat(at);
      if (isProduct) product(source, number, bytes, target);
      else if (isSum) sum(source, ofLarge, v128.xor(number, ofSmall), bytes, target);
      else if (isDivisor) quotient(source, number, bytes, target);
      else reciprocal(source, number, bytes, target);
      source += bytes;
      target += bytes;
    }
  }
}

function product(row: usize, number: v128, bytes: usize, target: usize): void {
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) v128.store(target + i, f32x4.mul(v128.load(row + i), number));
  for (; i < bytes; i += 4) {
    v128.store32_lane(target + i, f32x4.mul(v128.load32_zero(row + i), number), 0);
  }
}

function sum(row: usize, signs: v128, number: v128, bytes: usize, target: usize): void {
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) {
    v128.store(target + i, f32x4.add(v128.xor(v128.load(row + i), signs), number));
  }
  for (; i < bytes; i += 4) {
    const value = v128.xor(v128.load32_zero(row + i), signs);
    v128.store32_lane(target + i, f32x4.add(value, number), 0);
  }
}

function quotient(row: usize, number: v128, bytes: usize, target: usize): void {
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) v128.store(target + i, f32x4.div(v128.load(row + i), number));
  for (; i < bytes; i += 4) {
    v128.store32_lane(target + i, f32x4.div(v128.load32_zero(row + i), number), 0);
  }
}

function reciprocal(row: usize, number: v128, bytes: usize, target: usize): void {
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) v128.store(target + i, f32x4.div(number, v128.load(row + i)));
  for (; i < bytes; i += 4) {
    v128.store32_lane(target + i, f32x4.div(number, v128.load32_zero(row + i)), 0);
  }
}
