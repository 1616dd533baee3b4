import { multiplyAdd, relu } from './simd';

/** Rows of the register tile. */
export const TILE_ROWS: i32 = 4;
/** Columns of the register tile. */
export const TILE_COLUMNS: i32 = 8;

/** Add to what is stored instead of overwriting it. */
export const ACCUMULATE: i32 = 1;
/** Apply max(x, 0) before storing. */
export const RELU: i32 = 2;

function put(c: usize, left: v128, right: v128, mode: i32): void {
  if (mode & ACCUMULATE) {
    left = f32x4.add(v128.load(c), left);
    right = f32x4.add(v128.load(c, 16), right);
  }
  if (mode & RELU) {
    left = relu(left);
    right = relu(right);
  }
  v128.store(c, left);
  v128.store(c, right, 16);
}

/**
 * C[4 count x 8] = bias + A[4 count x k] B[k x 8].
 *
 * `a`: `count` left panels, `step` bytes apart, each k groups of 4 floats (one column of A); `b`: a right panel, k groups
 * of 8 floats (one row of B); `bias`: 8 floats. The rows of C start at the addresses in the table `rows`, plus `offset`
 * bytes; they are written in order, so they may overlap in ACCUMULATE mode. k >= 1. Nothing needs alignment.
 *
 * Eight accumulators, two vectors of B and four broadcasts of A fill the 15 vector registers that V8 allocates. V8 moves
 * every load of a basic block to its start, so a plainly unrolled loop spills; the exits between the steps below keep
 * each step a block of its own and spare three quarters of the loop's own instructions.
 */
export function tiles(
  a: usize,
  step: usize,
  count: i32,
  b: usize,
  k: i32,
  bias: usize,
  rows: usize,
  offset: usize,
  mode: i32,
): void {
  for (; count; count--, a += step, rows += 16) {
    let left0 = v128.load(bias);
    let right0 = v128.load(bias, 16);
    let left1 = left0;
    let right1 = right0;
    let left2 = left0;
    let right2 = right0;
    let left3 = left0;
    let right3 = right0;
    let p = a;
    let q = b;
    let n = k;
    for (;;) {
      const b0l = v128.load(q, 0);
      const b0r = v128.load(q, 16);
      const a00 = v128.load32_splat(p, 0);
      left0 = multiplyAdd(a00, b0l, left0);
      right0 = multiplyAdd(a00, b0r, right0);
      const a01 = v128.load32_splat(p, 4);
      left1 = multiplyAdd(a01, b0l, left1);
      right1 = multiplyAdd(a01, b0r, right1);
      const a02 = v128.load32_splat(p, 8);
      left2 = multiplyAdd(a02, b0l, left2);
      right2 = multiplyAdd(a02, b0r, right2);
      const a03 = v128.load32_splat(p, 12);
      left3 = multiplyAdd(a03, b0l, left3);
      right3 = multiplyAdd(a03, b0r, right3);
      if (n === 1) break;

      const b1l = v128.load(q, 32);
      const b1r = v128.load(q, 48);
      const a10 = v128.load32_splat(p, 16);
      left0 = multiplyAdd(a10, b1l, left0);
      right0 = multiplyAdd(a10, b1r, right0);
      const a11 = v128.load32_splat(p, 20);
      left1 = multiplyAdd(a11, b1l, left1);
      right1 = multiplyAdd(a11, b1r, right1);
      const a12 = v128.load32_splat(p, 24);
      left2 = multiplyAdd(a12, b1l, left2);
      right2 = multiplyAdd(a12, b1r, right2);
      const a13 = v128.load32_splat(p, 28);
      left3 = multiplyAdd(a13, b1l, left3);
      right3 = multiplyAdd(a13, b1r, right3);
      if (n === 2) break;

      const b2l = v128.load(q, 64);
      const b2r = v128.load(q, 80);
      const a20 = v128.load32_splat(p, 32);
      left0 = multiplyAdd(a20, b2l, left0);
      right0 = multiplyAdd(a20, b2r, right0);
      const a21 = v128.load32_splat(p, 36);
      left1 = multiplyAdd(a21, b2l, left1);
      right1 = multiplyAdd(a21, b2r, right1);
      const a22 = v128.load32_splat(p, 40);
      left2 = multiplyAdd(a22, b2l, left2);
      right2 = multiplyAdd(a22, b2r, right2);
      const a23 = v128.load32_splat(p, 44);
      left3 = multiplyAdd(a23, b2l, left3);
      right3 = multiplyAdd(a23, b2r, right3);
      if (n === 3) break;

      const b3l = v128.load(q, 96);
      const b3r = v128.load(q, 112);
      const a30 = v128.load32_splat(p, 48);
      left0 = multiplyAdd(a30, b3l, left0);
      right0 = multiplyAdd(a30, b3r, right0);
      const a31 = v128.load32_splat(p, 52);
      left1 = multiplyAdd(a31, b3l, left1);
      right1 = multiplyAdd(a31, b3r, right1);
      const a32 = v128.load32_splat(p, 56);
      left2 = multiplyAdd(a32, b3l, left2);
      right2 = multiplyAdd(a32, b3r, right2);
      const a33 = v128.load32_splat(p, 60);
      left3 = multiplyAdd(a33, b3l, left3);
      right3 = multiplyAdd(a33, b3r, right3);
      n -= 4;
      if (n === 0) break;
      p += 64;
      q += 128;
    }
    put(load<usize>(rows) + offset, left0, right0, mode);
    put(load<usize>(rows, 4) + offset, left1, right1, mode);
    put(load<usize>(rows, 8) + offset, left2, right2, mode);
    put(load<usize>(rows, 12) + offset, left3, right3, mode);
  }
}

/**
 * C[8 count x 4] = bias + A[8 count x k] B[k x 4]: as `tiles`, for the first four columns of a right panel. Two left
 * panels at a time keep eight accumulators busy, where four would wait for each other.
 */
export function halfTiles(
  a: usize,
  step: usize,
  count: i32,
  b: usize,
  k: i32,
  bias: usize,
  rows: usize,
  offset: usize,
  mode: i32,
): void {
  for (; count; count--, a += 2 * step, rows += 32) {
    let c0 = v128.load(bias);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let c4 = c0;
    let c5 = c0;
    let c6 = c0;
    let c7 = c0;
    let p = a;
    let r = a + step;
    let q = b;
    let n = k;
    for (;;) {
      const b0 = v128.load(q);
      c0 = multiplyAdd(v128.load32_splat(p, 0), b0, c0);
      c1 = multiplyAdd(v128.load32_splat(p, 4), b0, c1);
      c2 = multiplyAdd(v128.load32_splat(p, 8), b0, c2);
      c3 = multiplyAdd(v128.load32_splat(p, 12), b0, c3);
      c4 = multiplyAdd(v128.load32_splat(r, 0), b0, c4);
      c5 = multiplyAdd(v128.load32_splat(r, 4), b0, c5);
      c6 = multiplyAdd(v128.load32_splat(r, 8), b0, c6);
      c7 = multiplyAdd(v128.load32_splat(r, 12), b0, c7);
      if (n === 1) break;

      const b1 = v128.load(q, 32);
      c0 = multiplyAdd(v128.load32_splat(p, 16), b1, c0);
      c1 = multiplyAdd(v128.load32_splat(p, 20), b1, c1);
      c2 = multiplyAdd(v128.load32_splat(p, 24), b1, c2);
      c3 = multiplyAdd(v128.load32_splat(p, 28), b1, c3);
      c4 = multiplyAdd(v128.load32_splat(r, 16), b1, c4);
      c5 = multiplyAdd(v128.load32_splat(r, 20), b1, c5);
      c6 = multiplyAdd(v128.load32_splat(r, 24), b1, c6);
      c7 = multiplyAdd(v128.load32_splat(r, 28), b1, c7);
      n -= 2;
      if (n === 0) break;
      p += 32;
      r += 32;
      q += 64;
    }
    putHalf(load<usize>(rows) + offset, c0, mode);
    putHalf(load<usize>(rows, 4) + offset, c1, mode);
    putHalf(load<usize>(rows, 8) + offset, c2, mode);
    putHalf(load<usize>(rows, 12) + offset, c3, mode);
    putHalf(load<usize>(rows, 16) + offset, c4, mode);
    putHalf(load<usize>(rows, 20) + offset, c5, mode);
    putHalf(load<usize>(rows, 24) + offset, c6, mode);
    putHalf(load<usize>(rows, 28) + offset, c7, mode);
  }
}

function putHalf(c: usize, v: v128, mode: i32): void {
  if (mode & ACCUMULATE) v = f32x4.add(v128.load(c), v);
  if (mode & RELU) v = relu(v);
  v128.store(c, v);
}
