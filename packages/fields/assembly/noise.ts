import { boxMuller } from './box-muller';

/** Skein's key-schedule parity word for 32-bit Threefish. */
const PARITY = 0x1bd11bda;

// @inline
function turn(x: v128, y: v128, bits: i32): v128 {
  return v128.xor(v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits)), y);
}

/**
 * `count` pairs of normal numbers, one for each of the counters (c0, c1, c2, c3), (c0 + 1, c1, c2, c3), ...: the same
 * bits as `normal` of @backdropjs/random (src/normal.ts and src/threefry.ts there), four blocks at a time. The first
 * of each pair goes to `first` and the second to `second`, in double precision; up to three more are written.
 *
 * @param key - the address of four 32-bit words.
 */
export function noise(
  key: usize,
  c0: i32,
  c1: i32,
  c2: i32,
  c3: i32,
  count: usize,
  first: usize,
  second: usize,
): void {
  const key0 = v128.load32_splat(key);
  const key1 = v128.load32_splat(key, 4);
  const key2 = v128.load32_splat(key, 8);
  const key3 = v128.load32_splat(key, 12);
  const parity = v128.xor(v128.xor(i32x4.splat(PARITY), v128.xor(key0, key1)), v128.xor(key2, key3));
  let counter = i32x4.add(i32x4.splat(c0), i32x4(0, 1, 2, 3));
  for (const end = first + 8 * count; first < end; first += 32, second += 32) {
    let k0 = key0;
    let k1 = key1;
    let k2 = key2;
    let k3 = key3;
    let k4 = parity;
    let x0 = i32x4.add(counter, k0);
    let x1 = i32x4.add(i32x4.splat(c1), k1);
    let x2 = i32x4.add(i32x4.splat(c2), k2);
    let x3 = i32x4.add(i32x4.splat(c3), k3);
    for (let injection = 1; injection <= 5; injection++) {
      if (injection & 1) {
        x0 = i32x4.add(x0, x1);
        x1 = turn(x1, x0, 10);
        x2 = i32x4.add(x2, x3);
        x3 = turn(x3, x2, 26);
        x0 = i32x4.add(x0, x3);
        x3 = turn(x3, x0, 11);
        x2 = i32x4.add(x2, x1);
        x1 = turn(x1, x2, 21);
        x0 = i32x4.add(x0, x1);
        x1 = turn(x1, x0, 13);
        x2 = i32x4.add(x2, x3);
        x3 = turn(x3, x2, 27);
        x0 = i32x4.add(x0, x3);
        x3 = turn(x3, x0, 23);
        x2 = i32x4.add(x2, x1);
        x1 = turn(x1, x2, 5);
      } else {
        x0 = i32x4.add(x0, x1);
        x1 = turn(x1, x0, 6);
        x2 = i32x4.add(x2, x3);
        x3 = turn(x3, x2, 20);
        x0 = i32x4.add(x0, x3);
        x3 = turn(x3, x0, 17);
        x2 = i32x4.add(x2, x1);
        x1 = turn(x1, x2, 11);
        x0 = i32x4.add(x0, x1);
        x1 = turn(x1, x0, 25);
        x2 = i32x4.add(x2, x3);
        x3 = turn(x3, x2, 10);
        x0 = i32x4.add(x0, x3);
        x3 = turn(x3, x0, 18);
        x2 = i32x4.add(x2, x1);
        x1 = turn(x1, x2, 20);
      }
      const used = k0;
      k0 = k1;
      k1 = k2;
      k2 = k3;
      k3 = k4;
      k4 = used;
      x0 = i32x4.add(x0, k0);
      x1 = i32x4.add(x1, k1);
      x2 = i32x4.add(x2, k2);
      x3 = i32x4.add(i32x4.add(x3, k3), i32x4.splat(injection));
    }
    x0 = i32x4.shr_u(x0, 5);
    x1 = i32x4.shr_u(x1, 6);
    x2 = i32x4.shr_u(x2, 5);
    x3 = i32x4.shr_u(x3, 6);
    boxMuller(x0, x1, x2, x3, first, second);
    boxMuller(upper(x0), upper(x1), upper(x2), upper(x3), first + 16, second + 16);
    counter = i32x4.add(counter, i32x4.splat(4));
  }
}

/** The upper two words, in the place of the lower two. */
// @inline
function upper(x: v128): v128 {
  return v128.shuffle<i64>(x, x, 1, 1);
}
