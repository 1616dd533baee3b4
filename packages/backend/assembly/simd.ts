/** `c + a * b` on four lanes: one rounding in the relaxed build (where the engine has FMA), two otherwise. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

/** `max(v, 0)` that keeps NaN: `pmax` is one instruction where the exact `max` is a sequence. */
export function relu(v: v128): v128 {
  return f32x4.pmax(v, f32x4.splat(0));
}

/** Rounds a byte count up to a cache line. */
export function lines(bytes: usize): usize {
  return (bytes + 63) & ~63;
}

/** The first two floats as float64. */
export function promoteLow(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

/** The last two floats as float64. */
export function promoteHigh(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
}
