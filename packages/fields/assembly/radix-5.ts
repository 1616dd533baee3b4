import { Pass, storeProduct } from './pass';

/** A pass of radix 5, see src/fft/odd-radix.ts. The twiddle factors follow its two cosines and two sines. */
export function radix5(pass: Pass): void {
  const runs = pass.runs;
  const width = pass.width;
  const whole = (width + 15) & ~15;
  const part = pass.part;
  const leg = pass.leg;
  const fromPlane = pass.fromPlane;
  const toPlane = pass.toPlane;
  const toStride = pass.toStride;
  let t = pass.twiddles;
  const c1 = v128.load64_splat(t);
  const c2 = v128.load64_splat(t, 8);
  const s1 = v128.load64_splat(t, 16);
  const s2 = v128.load64_splat(t, 24);
  t += 32;
  let row = pass.from;
  let y = pass.to;
  for (const end = row + part; row < end; t += 64, y += 4 * leg) {
    const w1r = v128.load64_splat(t);
    const w1i = v128.load64_splat(t, 8);
    const w2r = v128.load64_splat(t, 16);
    const w2i = v128.load64_splat(t, 24);
    const w3r = v128.load64_splat(t, 32);
    const w3i = v128.load64_splat(t, 40);
    const w4r = v128.load64_splat(t, 48);
    const w4i = v128.load64_splat(t, 56);
    for (let q: usize = 0; q < runs; q++, row += width, y += toStride) {
      let x = row + whole;
      let o = y + whole;
      do {
        x -= 16;
        o -= 16;
        let at = x;
        const ar = v128.load(at);
        at += part;
        const br = v128.load(at);
        at += part;
        const cr = v128.load(at);
        at += part;
        const dr = v128.load(at);
        at += part;
        const er = v128.load(at);
        at = x + fromPlane;
        const ai = v128.load(at);
        at += part;
        const bi = v128.load(at);
        at += part;
        const ci = v128.load(at);
        at += part;
        const di = v128.load(at);
        at += part;
        const ei = v128.load(at);
        const outerR = f64x2.add(br, er);
        const outerI = f64x2.add(bi, ei);
        const innerR = f64x2.add(cr, dr);
        const innerI = f64x2.add(ci, di);
        const outerDifferenceR = f64x2.sub(br, er);
        const outerDifferenceI = f64x2.sub(bi, ei);
        const innerDifferenceR = f64x2.sub(cr, dr);
        const innerDifferenceI = f64x2.sub(ci, di);
        const mid1R = f64x2.add(f64x2.add(ar, f64x2.mul(c1, outerR)), f64x2.mul(c2, innerR));
        const mid1I = f64x2.add(f64x2.add(ai, f64x2.mul(c1, outerI)), f64x2.mul(c2, innerI));
        const mid2R = f64x2.add(f64x2.add(ar, f64x2.mul(c2, outerR)), f64x2.mul(c1, innerR));
        const mid2I = f64x2.add(f64x2.add(ai, f64x2.mul(c2, outerI)), f64x2.mul(c1, innerI));
        const turn1R = f64x2.add(f64x2.mul(s1, outerDifferenceI), f64x2.mul(s2, innerDifferenceI));
        const turn1I = f64x2.add(f64x2.mul(s1, outerDifferenceR), f64x2.mul(s2, innerDifferenceR));
        const turn2R = f64x2.sub(f64x2.mul(s2, outerDifferenceI), f64x2.mul(s1, innerDifferenceI));
        const turn2I = f64x2.sub(f64x2.mul(s1, innerDifferenceR), f64x2.mul(s2, outerDifferenceR));
        at = o;
        v128.store(o, f64x2.add(f64x2.add(ar, outerR), innerR));
        v128.store(o + toPlane, f64x2.add(f64x2.add(ai, outerI), innerI));
        // turn1I has the opposite sign of the one in src/fft/radix-5.ts.
        at += leg;
        storeProduct(at, toPlane, f64x2.add(mid1R, turn1R), f64x2.sub(mid1I, turn1I), w1r, w1i);
        at += leg;
        storeProduct(at, toPlane, f64x2.add(mid2R, turn2R), f64x2.add(mid2I, turn2I), w2r, w2i);
        at += leg;
        storeProduct(at, toPlane, f64x2.sub(mid2R, turn2R), f64x2.sub(mid2I, turn2I), w3r, w3i);
        at += leg;
        storeProduct(at, toPlane, f64x2.sub(mid1R, turn1R), f64x2.add(mid1I, turn1I), w4r, w4i);
      } while (x > row);
    }
  }
}
