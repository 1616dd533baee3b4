import { Pass } from './pass';

/**
 * The first pass of radix 4 over one contiguous signal, a vector of groups at a time: their results stand in turns, so
 * they are transposed on the way out. May write three elements less than four vectors past the end.
 *
 * Here `twiddles` are six arrays, cosines and sines of the legs 1, 2 and 3, each `stride` bytes long.
 */
export function firstPass(pass: Pass, stride: usize, single: bool): void {
  const end = pass.part;
  const middle = pass.middle;
  const fromPlane = pass.fromPlane;
  const toPlane = pass.toPlane;
  for (let at: usize = 0, o = pass.to; at < end; at += 16, o += 64) {
    let x = pass.from + at;
    const ar = v128.load(x);
    const ai = v128.load(x + fromPlane);
    x += end;
    const br = v128.load(x);
    const bi = v128.load(x + fromPlane);
    x += middle;
    const cr = v128.load(x);
    const ci = v128.load(x + fromPlane);
    x += end;
    const dr = v128.load(x);
    const di = v128.load(x + fromPlane);
    const evenR = f64x2.add(ar, cr);
    const evenI = f64x2.add(ai, ci);
    const halfR = f64x2.sub(ar, cr);
    const halfI = f64x2.sub(ai, ci);
    const oddR = f64x2.add(br, dr);
    const oddI = f64x2.add(bi, di);
    const turnR = f64x2.sub(bi, di);
    const turnI = f64x2.sub(dr, br);
    const r1 = f64x2.add(halfR, turnR);
    const i1 = f64x2.add(halfI, turnI);
    const r2 = f64x2.sub(evenR, oddR);
    const i2 = f64x2.sub(evenI, oddI);
    const r3 = f64x2.sub(halfR, turnR);
    const i3 = f64x2.sub(halfI, turnI);
    let w = pass.twiddles + at;
    const w1r = v128.load(w);
    w += stride;
    const w1i = v128.load(w);
    w += stride;
    const w2r = v128.load(w);
    w += stride;
    const w2i = v128.load(w);
    w += stride;
    const w3r = v128.load(w);
    w += stride;
    const w3i = v128.load(w);
    storeTransposed(
      o,
      single,
      f64x2.add(evenR, oddR),
      f64x2.sub(f64x2.mul(r1, w1r), f64x2.mul(i1, w1i)),
      f64x2.sub(f64x2.mul(r2, w2r), f64x2.mul(i2, w2i)),
      f64x2.sub(f64x2.mul(r3, w3r), f64x2.mul(i3, w3i)),
    );
    storeTransposed(
      o + toPlane,
      single,
      f64x2.add(evenI, oddI),
      f64x2.add(f64x2.mul(r1, w1i), f64x2.mul(i1, w1r)),
      f64x2.add(f64x2.mul(r2, w2i), f64x2.mul(i2, w2r)),
      f64x2.add(f64x2.mul(r3, w3i), f64x2.mul(i3, w3r)),
    );
  }
}

/** Writes a0 b0 c0 d0 a1 b1 c1 d1 ... */
// @inline
function storeTransposed(o: usize, single: bool, a: v128, b: v128, c: v128, d: v128): void {
  if (!single) {
    v128.store(o, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(o, v128.shuffle<f64>(c, d, 0, 2), 16);
    v128.store(o, v128.shuffle<f64>(a, b, 1, 3), 32);
    v128.store(o, v128.shuffle<f64>(c, d, 1, 3), 48);
  } else {
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(o, v128.shuffle<f64>(ab, cd, 0, 2));
    v128.store(o, v128.shuffle<f64>(ab, cd, 1, 3), 16);
    v128.store(o, v128.shuffle<f64>(abHigh, cdHigh, 0, 2), 32);
    v128.store(o, v128.shuffle<f64>(abHigh, cdHigh, 1, 3), 48);
  }
}
