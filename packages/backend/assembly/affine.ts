import { multiplyAdd, relu } from './simd';

/** What `affine` gets; in the order of `AFFINE` in src/simd/structs.ts. */
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
  for (let at: usize = 0; at < bytes; at += period) {
    const end = min(period, bytes - at);
    let i: usize = 0;
    for (; i + 16 <= end; i += 16) v128.store(p.output + at + i, value(p, period, at, i));
    // The last floats: their vector is read, computed and written lane by lane.
    for (; i < end; i += 4) store<f32>(p.output + at + i, single(p, period, at, i));
  }
}

function value(p: Affine, period: usize, at: usize, i: usize): v128 {
  const table = p.coefficients + i;
  let v = v128.load(table);
  if (p.first) {
    let first = v128.load(p.first + at + i);
    if (p.activated) first = v128.andnot(first, f32x4.le(v128.load(p.activated + at + i), f32x4.splat(0)));
    v = multiplyAdd(v128.load(table + period), f32x4.sub(first, v128.load(table + 2 * period)), v);
  }
  if (p.second) {
    const second = f32x4.sub(v128.load(p.second + at + i), v128.load(table + 4 * period));
    v = multiplyAdd(v128.load(table + 3 * period), second, v);
  }
  if (p.activation) v = relu(v);
  if (p.factor) v = f32x4.mul(v, v128.load(p.factor + at + i));
  return v;
}

function single(p: Affine, period: usize, at: usize, i: usize): f32 {
  const table = p.coefficients + i;
  let v = f32x4.splat(load<f32>(table));
  if (p.first) {
    let first = load<f32>(p.first + at + i);
    if (p.activated && load<f32>(p.activated + at + i) <= 0) first = 0;
    const scale = f32x4.splat(load<f32>(table + period));
    v = multiplyAdd(scale, f32x4.splat(first - load<f32>(table + 2 * period)), v);
  }
  if (p.second) {
    const second = load<f32>(p.second + at + i) - load<f32>(table + 4 * period);
    v = multiplyAdd(f32x4.splat(load<f32>(table + 3 * period)), f32x4.splat(second), v);
  }
  if (p.activation) v = relu(v);
  if (p.factor) v = f32x4.mul(v, f32x4.splat(load<f32>(p.factor + at + i)));
  return f32x4.extract_lane(v, 0);
}
