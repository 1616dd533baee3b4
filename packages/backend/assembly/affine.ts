import { multiplyAdd, relu } from './simd';

/** What `affine` gets; in the order of `AFFINE` in src/module/structs.ts. */
@unmanaged
export class Affine {
  /** How many floats. */
  count: i32;
  /** After how many floats the coefficients repeat: a multiple of 4. */
  period: i32;
  /** `count` floats, or 0. */
  first: usize;
  /** Where these floats are <= 0, `first` counts as 0; or 0. */
  activated: usize;
  /** `count` floats, or 0. */
  second: usize;
  /** `count` floats that the result is multiplied by, or 0; they may be the output. */
  factor: usize;
  /** 2 for relu, 0 for none. */
  activation: i32;
  /** Constant, scale and center of `first`, scale and center of `second`: `period` floats each. */
  coefficients: usize;
  output: usize;
}

/** output = f(scale1 (first - center1) + scale2 (second - center2) + constant) factor, in one pass. */
export function affine(p: Affine): void {
  const period = (p.period as usize) * 4;
  const bytes = (p.count as usize) * 4;
  // Below this, relu leaves nothing.
  const floor = p.activation ? f32x4.splat(0) : f32x4.splat(-Infinity);
  for (let start: usize = 0; start < bytes; start += period) {
    const end = min(period, bytes - start);
    const whole = end & ~15;
    // The two that batch normalization takes, forward and backward; and all others.
    if (p.first && !p.activated && !p.second && !p.factor) {
      one(p.first + start, p.coefficients, period, whole, floor, p.output + start);
    } else if (p.first && p.activated && p.second && !p.factor && !p.activation) {
      const second = p.second + start;
      masked(p.first + start, p.activated + start, second, p.coefficients, period, whole, p.output + start);
    } else {
      for (let i: usize = 0; i < whole; i += 16) any(p, period, start, i, 16);
    }
    if (whole < end) any(p, period, start, whole, end - whole);
  }
}

/** One term. NaN stays NaN. */
function one(first: usize, table: usize, period: usize, bytes: usize, floor: v128, output: usize): void {
  const scale = table + period;
  const center = scale + period;
  for (let i: usize = 0; i < bytes; i += 16) {
    const a = f32x4.sub(v128.load(first + i), v128.load(center + i));
    const v = multiplyAdd(v128.load(scale + i), a, v128.load(table + i));
    v128.store(output + i, f32x4.pmax(v, floor));
  }
}

/** Two terms, the first behind a relu. */
function masked(
  first: usize,
  activated: usize,
  second: usize,
  table: usize,
  period: usize,
  bytes: usize,
  output: usize,
): void {
  const zero = f32x4.splat(0);
  const scale1 = table + period;
  const center1 = scale1 + period;
  const scale2 = center1 + period;
  const center2 = scale2 + period;
  for (let i: usize = 0; i < bytes; i += 16) {
    const kept = v128.andnot(v128.load(first + i), f32x4.le(v128.load(activated + i), zero));
    const a = f32x4.sub(kept, v128.load(center1 + i));
    const b = f32x4.sub(v128.load(second + i), v128.load(center2 + i));
    const v = multiplyAdd(v128.load(scale1 + i), a, v128.load(table + i));
    v128.store(output + i, multiplyAdd(v128.load(scale2 + i), b, v));
  }
}

/** Whatever is given, for a vector or, at the end, a part of one. */
function any(p: Affine, period: usize, start: usize, i: usize, bytes: usize): void {
  const at = start + i;
  const table = p.coefficients + i;
  let v = v128.load(table);
  if (p.first) {
    let a = loadPart(p.first + at, bytes);
    if (p.activated) a = v128.andnot(a, f32x4.le(loadPart(p.activated + at, bytes), f32x4.splat(0)));
    v = multiplyAdd(v128.load(table + period), f32x4.sub(a, v128.load(table + 2 * period)), v);
  }
  if (p.second) {
    const b = f32x4.sub(loadPart(p.second + at, bytes), v128.load(table + 4 * period));
    v = multiplyAdd(v128.load(table + 3 * period), b, v);
  }
  if (p.activation) v = relu(v);
  if (p.factor) v = f32x4.mul(v, loadPart(p.factor + at, bytes));
  storePart(p.output + at, v, bytes);
}

/** Up to 16 bytes of floats, in the first lanes. */
function loadPart(address: usize, bytes: usize): v128 {
  if (bytes === 16) return v128.load(address);
  let v = v128.load32_zero(address);
  if (bytes > 4) v = v128.load32_lane(address, v, 1, 4);
  if (bytes > 8) v = v128.load32_lane(address, v, 2, 8);
  return v;
}

function storePart(address: usize, v: v128, bytes: usize): void {
  if (bytes === 16) {
    v128.store(address, v);
    return;
  }
  v128.store32_lane(address, v, 0);
  if (bytes > 4) v128.store32_lane(address, v, 1, 4);
  if (bytes > 8) v128.store32_lane(address, v, 2, 8);
}
