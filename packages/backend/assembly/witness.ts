// The witness: multiplications and additions of registers only, as fast as WebAssembly SIMD goes on a core. A run in
// which it is slow was a run on a busy machine. Which of the two is faster depends on the processor.

/** 6 independent chains of each, 24 vector operations a turn. */
export function sixChains(count: i32, factor: f32, term: f32): f32 {
  const m = f32x4.splat(factor);
  const t = f32x4.splat(term);
  let a0 = f32x4.splat(1);
  let b0 = f32x4.splat(1);
  let a1 = f32x4.splat(2);
  let b1 = f32x4.splat(2);
  let a2 = f32x4.splat(3);
  let b2 = f32x4.splat(3);
  let a3 = f32x4.splat(4);
  let b3 = f32x4.splat(4);
  let a4 = f32x4.splat(5);
  let b4 = f32x4.splat(5);
  let a5 = f32x4.splat(6);
  let b5 = f32x4.splat(6);
  for (; count; count--) {
    a0 = f32x4.mul(a0, m);
    b0 = f32x4.add(b0, t);
    a1 = f32x4.mul(a1, m);
    b1 = f32x4.add(b1, t);
    a2 = f32x4.mul(a2, m);
    b2 = f32x4.add(b2, t);
    a3 = f32x4.mul(a3, m);
    b3 = f32x4.add(b3, t);
    a4 = f32x4.mul(a4, m);
    b4 = f32x4.add(b4, t);
    a5 = f32x4.mul(a5, m);
    b5 = f32x4.add(b5, t);
    a0 = f32x4.mul(a0, m);
    b0 = f32x4.add(b0, t);
    a1 = f32x4.mul(a1, m);
    b1 = f32x4.add(b1, t);
    a2 = f32x4.mul(a2, m);
    b2 = f32x4.add(b2, t);
    a3 = f32x4.mul(a3, m);
    b3 = f32x4.add(b3, t);
    a4 = f32x4.mul(a4, m);
    b4 = f32x4.add(b4, t);
    a5 = f32x4.mul(a5, m);
    b5 = f32x4.add(b5, t);
  }
  let sum = f32x4.splat(0);
  sum = f32x4.add(sum, f32x4.add(a0, b0));
  sum = f32x4.add(sum, f32x4.add(a1, b1));
  sum = f32x4.add(sum, f32x4.add(a2, b2));
  sum = f32x4.add(sum, f32x4.add(a3, b3));
  sum = f32x4.add(sum, f32x4.add(a4, b4));
  sum = f32x4.add(sum, f32x4.add(a5, b5));
  return f32x4.extract_lane(sum, 0);
}

/** 8 independent chains of multiplications and 4 of additions (whose latency may be half as long), 16 vector operations a turn. */
export function eightAndFourChains(count: i32, factor: f32, term: f32): f32 {
  const m = f32x4.splat(factor);
  const t = f32x4.splat(term);
  let a0 = f32x4.splat(1);
  let a1 = f32x4.splat(2);
  let a2 = f32x4.splat(3);
  let a3 = f32x4.splat(4);
  let a4 = f32x4.splat(5);
  let a5 = f32x4.splat(6);
  let a6 = f32x4.splat(7);
  let a7 = f32x4.splat(8);
  let b0 = f32x4.splat(1);
  let b1 = f32x4.splat(2);
  let b2 = f32x4.splat(3);
  let b3 = f32x4.splat(4);
  for (; count; count--) {
    a0 = f32x4.mul(a0, m);
    b0 = f32x4.add(b0, t);
    a1 = f32x4.mul(a1, m);
    b1 = f32x4.add(b1, t);
    a2 = f32x4.mul(a2, m);
    b2 = f32x4.add(b2, t);
    a3 = f32x4.mul(a3, m);
    b3 = f32x4.add(b3, t);
    a4 = f32x4.mul(a4, m);
    b0 = f32x4.add(b0, t);
    a5 = f32x4.mul(a5, m);
    b1 = f32x4.add(b1, t);
    a6 = f32x4.mul(a6, m);
    b2 = f32x4.add(b2, t);
    a7 = f32x4.mul(a7, m);
    b3 = f32x4.add(b3, t);
  }
  let sum = f32x4.splat(0);
  sum = f32x4.add(sum, a0);
  sum = f32x4.add(sum, a1);
  sum = f32x4.add(sum, a2);
  sum = f32x4.add(sum, a3);
  sum = f32x4.add(sum, a4);
  sum = f32x4.add(sum, a5);
  sum = f32x4.add(sum, a6);
  sum = f32x4.add(sum, a7);
  sum = f32x4.add(sum, b0);
  sum = f32x4.add(sum, b1);
  sum = f32x4.add(sum, b2);
  sum = f32x4.add(sum, b3);
  return f32x4.extract_lane(sum, 0);
}
