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
  const zero = f32x4.splat(0);
  const period = (p.period as usize) * 4;
  const table = p.coefficients;
  // Locals: a field would be read again after each store.
  const first = p.first;
  const activated = p.activated;
  const second = p.second;
  const factor = p.factor;
  const output = p.output;
  const isRelu = p.activation !== 0;
  const bytes = (p.count as usize) * 4;
  for (let start: usize = 0; start < bytes; start += period) {
    const end = min(period, bytes - start);
    for (let i: usize = 0; i < end; i += 16) {
      const at = start + i;
      // The last vector may be a part of one; what is read behind it is not used.
      const isPart = i + 16 > end;
      let v = v128.load(table + i);
      if (first) {
        let a = isPart ? loadPart(first + at, end - i) : v128.load(first + at);
        if (activated) {
          const mask = isPart ? loadPart(activated + at, end - i) : v128.load(activated + at);
          a = v128.andnot(a, f32x4.le(mask, zero));
        }
        v = multiplyAdd(v128.load(table + i + period), f32x4.sub(a, v128.load(table + i + 2 * period)), v);
      }
      if (second) {
        let b = isPart ? loadPart(second + at, end - i) : v128.load(second + at);
        b = f32x4.sub(b, v128.load(table + i + 4 * period));
        v = multiplyAdd(v128.load(table + i + 3 * period), b, v);
      }
      if (isRelu) v = relu(v);
      if (factor) v = f32x4.mul(v, isPart ? loadPart(factor + at, end - i) : v128.load(factor + at));
      if (isPart) storePart(output + at, v, end - i);
      else v128.store(output + at, v);
    }
  }
}

/** The floats of fewer than 16 bytes, in the first lanes. */
function loadPart(address: usize, bytes: usize): v128 {
  let v = v128.load32_zero(address);
  if (bytes > 4) v = v128.load32_lane(address, v, 1, 4);
  if (bytes > 8) v = v128.load32_lane(address, v, 2, 8);
  return v;
}

function storePart(address: usize, v: v128, bytes: usize): void {
  v128.store32_lane(address, v, 0);
  if (bytes > 4) v128.store32_lane(address, v, 1, 4);
  if (bytes > 8) v128.store32_lane(address, v, 2, 8);
}
