import { Pass } from './pass';

/**
 * The first pass of radix 4 over one contiguous signal, a vector of groups at a time: their results stand in turns, so
 * they are transposed on the way out. May write three elements less than four vectors past the end.
 *
 * Here `twiddles` are six arrays, cosines and sines of the legs 1, 2 and 3, each `stride` bytes long.
 */
export function firstPass<T>(pass: Pass, stride: usize): void {
  const end = pass.part;
  const fromPlane = pass.fromPlane;
  const toPlane = pass.toPlane;
  for (let at: usize = 0, o = pass.to; at < end; at += 16, o += 64) {
    let x = pass.from + at;
    const ar = v128.load(x);
    const ai = v128.load(x + fromPlane);
    x += end;
    const br = v128.load(x);
    const bi = v128.load(x + fromPlane);
    x += end;
    const cr = v128.load(x);
    const ci = v128.load(x + fromPlane);
    x += end;
    const dr = v128.load(x);
    const di = v128.load(x + fromPlane);
    const evenR = v128.add<T>(ar, cr);
    const evenI = v128.add<T>(ai, ci);
    const halfR = v128.sub<T>(ar, cr);
    const halfI = v128.sub<T>(ai, ci);
    const oddR = v128.add<T>(br, dr);
    const oddI = v128.add<T>(bi, di);
    const turnR = v128.sub<T>(bi, di);
    const turnI = v128.sub<T>(dr, br);
    const r1 = v128.add<T>(halfR, turnR);
    const i1 = v128.add<T>(halfI, turnI);
    const r2 = v128.sub<T>(evenR, oddR);
    const i2 = v128.sub<T>(evenI, oddI);
    const r3 = v128.sub<T>(halfR, turnR);
    const i3 = v128.sub<T>(halfI, turnI);
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
    storeTransposed<T>(
      o,
      v128.add<T>(evenR, oddR),
      v128.sub<T>(v128.mul<T>(r1, w1r), v128.mul<T>(i1, w1i)),
      v128.sub<T>(v128.mul<T>(r2, w2r), v128.mul<T>(i2, w2i)),
      v128.sub<T>(v128.mul<T>(r3, w3r), v128.mul<T>(i3, w3i)),
    );
    storeTransposed<T>(
      o + toPlane,
      v128.add<T>(evenI, oddI),
      v128.add<T>(v128.mul<T>(r1, w1i), v128.mul<T>(i1, w1r)),
      v128.add<T>(v128.mul<T>(r2, w2i), v128.mul<T>(i2, w2r)),
      v128.add<T>(v128.mul<T>(r3, w3i), v128.mul<T>(i3, w3r)),
    );
  }
}

/** Writes a0 b0 c0 d0 a1 b1 c1 d1 ... */
// @inline
function storeTransposed<T>(o: usize, a: v128, b: v128, c: v128, d: v128): void {
  if (sizeof<T>() === 8) {
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
