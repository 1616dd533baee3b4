/** 2^-53. */
const UNIT: f64 = 1.1102230246251565e-16;

// The coefficients of src/math/log.ts and src/math/sin-cos.ts of @backdropjs/random.
const LN2_HIGH: f64 = 6.931471803691238e-1;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const L1: f64 = 6.666666666666735e-1;
const L2: f64 = 3.999999999940942e-1;
const L3: f64 = 2.857142874366239e-1;
const L4: f64 = 2.2222198432149784e-1;
const L5: f64 = 1.818357216161805e-1;
const L6: f64 = 1.5313837699209373e-1;
const L7: f64 = 1.4798198605116586e-1;
const S1: f64 = -1.6666666666666632e-1;
const S2: f64 = 8.33333333332249e-3;
const S3: f64 = -1.984126982985795e-4;
const S4: f64 = 2.7557313707070068e-6;
const S5: f64 = -2.5050760253406863e-8;
const S6: f64 = 1.58969099521155e-10;
const C1: f64 = 4.16666666666666e-2;
const C2: f64 = -1.388888888887411e-3;
const C3: f64 = 2.480158728947673e-5;
const C4: f64 = -2.7557314351390663e-7;
const C5: f64 = 2.087572321298175e-9;
const C6: f64 = -1.1359647557788195e-11;
const HALF_PI: f64 = 1.5707963267948966;

/** a + x b, in two roundings. */
// @inline
function plus(a: f64, x: v128, b: v128): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(x, b));
}

// @inline
function scale(a: f64, x: v128): v128 {
  return f64x2.mul(f64x2.splat(a), x);
}

/** high 2^26 + low, for the lower two words of each: integers in [0, 2^53). */
// @inline
function integer53(high: v128, low: v128): v128 {
  return f64x2.add(scale(67108864, f64x2.convert_low_i32x4_s(high)), f64x2.convert_low_i32x4_s(low));
}

/** The natural logarithm of normal numbers, operation by operation that of src/math/log.ts. */
// @inline
function log(x: v128): v128 {
  const shifted = i64x2.add(x, i64x2.splat((0x3ff00000 - 0x3fe6a09e) << 32));
  const exponent = i64x2.sub(i64x2.shr_u(shifted, 52), i64x2.splat(1023));
  const k = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponent, exponent, 0, 2, 0, 2));
  const fraction = i64x2.add(
    v128.and(shifted, i64x2.splat(0x000fffffffffffff)),
    i64x2.splat((0x3fe6a09e as i64) << 32),
  );
  const f = f64x2.sub(fraction, f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  const even = f64x2.mul(w, plus(L2, w, plus(L4, w, f64x2.splat(L6))));
  const odd = f64x2.mul(z, plus(L1, w, plus(L3, w, plus(L5, w, f64x2.splat(L7)))));
  const half = f64x2.mul(scale(0.5, f), f);
  const small = f64x2.add(f64x2.mul(s, f64x2.add(half, f64x2.add(even, odd))), scale(LN2_LOW, k));
  return f64x2.sub(scale(LN2_HIGH, k), f64x2.sub(f64x2.sub(half, small), f));
}

/** w6 folded up: p1 + z (p2 + ... + z p6). */
// @inline
function polynomial(z: v128, p1: f64, p2: f64, p3: f64, p4: f64, p5: f64, p6: f64): v128 {
  return plus(p1, z, plus(p2, z, plus(p3, z, plus(p4, z, plus(p5, z, f64x2.splat(p6))))));
}

/**
 * Two pairs of normal numbers from the random bits (u, v) of two blocks, given as the top 27 and the next 26 bits: of
 * each pair the first number to `first`, the second to `second`. Operation by operation `normal` of @backdropjs/random.
 */
export function boxMuller(
  uHigh: v128,
  uLow: v128,
  vHigh: v128,
  vLow: v128,
  first: usize,
  second: usize,
): void {
  const u = scale(UNIT, f64x2.add(integer53(uHigh, uLow), f64x2.splat(1)));
  const radius = f64x2.sqrt(scale(-2, log(u)));
  const quarters = scale(4 * UNIT, integer53(vHigh, vLow));
  const nearest = f64x2.floor(f64x2.add(quarters, f64x2.splat(0.5)));
  const x = scale(HALF_PI, f64x2.sub(quarters, nearest));
  const z = f64x2.mul(x, x);
  const sine = f64x2.add(x, f64x2.mul(f64x2.mul(x, z), polynomial(z, S1, S2, S3, S4, S5, S6)));
  const half = scale(0.5, z);
  const one = f64x2.sub(f64x2.splat(1), half);
  const rest = f64x2.sub(f64x2.sub(f64x2.splat(1), one), half);
  const cosine = f64x2.add(
    one,
    f64x2.add(rest, f64x2.mul(f64x2.mul(z, z), polynomial(z, C1, C2, C3, C4, C5, C6))),
  );
  // 2^52 more has the integer in its lowest bits.
  const quadrant = f64x2.add(nearest, f64x2.splat(4503599627370496));
  const odd = i64x2.neg(v128.and(quadrant, i64x2.splat(1)));
  const y1 = f64x2.mul(radius, sine);
  const x1 = f64x2.mul(radius, cosine);
  const sign = i64x2.splat(i64.MIN_VALUE);
  const signX = v128.and(i64x2.shl(i64x2.add(quadrant, i64x2.splat(1)), 62), sign);
  const signY = v128.and(i64x2.shl(quadrant, 62), sign);
  v128.store(first, v128.xor(v128.bitselect(y1, x1, odd), signX));
  v128.store(second, v128.xor(v128.bitselect(x1, y1, odd), signY));
}
