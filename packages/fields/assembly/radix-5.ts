import { Pass, storeProduct } from './pass';

// Cosines and sines of 2 pi / 5 and 4 pi / 5.
const C1: f64 = 0.30901699437494745;
const C2: f64 = -0.8090169943749475;
const S1: f64 = 0.9510565162951535;
const S2: f64 = 0.5877852522924731;

/** A pass of radix 5, see src/fft/radix-5.ts. */
export function radix5<T>(pass: Pass): void {
  const size = sizeof<T>();
  const runs = pass.runs;
  const width = pass.width;
  const whole = (width + 15) & ~15;
  const part = pass.part;
  const leg = pass.leg;
  const fromPlane = pass.fromPlane;
  const toPlane = pass.toPlane;
  const toStride = pass.toStride;
  const c1 = v128.splat<T>(C1 as T);
  const c2 = v128.splat<T>(C2 as T);
  const s1 = v128.splat<T>(S1 as T);
  const s2 = v128.splat<T>(S2 as T);
  let t = pass.twiddles;
  let row = pass.from;
  let y = pass.to;
  for (const end = row + part; row < end; t += 8 * size, y += 4 * leg) {
    const w1r = v128.load_splat<T>(t);
    const w1i = v128.load_splat<T>(t + size);
    const w2r = v128.load_splat<T>(t + 2 * size);
    const w2i = v128.load_splat<T>(t + 3 * size);
    const w3r = v128.load_splat<T>(t + 4 * size);
    const w3i = v128.load_splat<T>(t + 5 * size);
    const w4r = v128.load_splat<T>(t + 6 * size);
    const w4i = v128.load_splat<T>(t + 7 * size);
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
        const outerR = v128.add<T>(br, er);
        const outerI = v128.add<T>(bi, ei);
        const innerR = v128.add<T>(cr, dr);
        const innerI = v128.add<T>(ci, di);
        const outerDifferenceR = v128.sub<T>(br, er);
        const outerDifferenceI = v128.sub<T>(bi, ei);
        const innerDifferenceR = v128.sub<T>(cr, dr);
        const innerDifferenceI = v128.sub<T>(ci, di);
        const mid1R = v128.add<T>(v128.add<T>(ar, v128.mul<T>(c1, outerR)), v128.mul<T>(c2, innerR));
        const mid1I = v128.add<T>(v128.add<T>(ai, v128.mul<T>(c1, outerI)), v128.mul<T>(c2, innerI));
        const mid2R = v128.add<T>(v128.add<T>(ar, v128.mul<T>(c2, outerR)), v128.mul<T>(c1, innerR));
        const mid2I = v128.add<T>(v128.add<T>(ai, v128.mul<T>(c2, outerI)), v128.mul<T>(c1, innerI));
        const turn1R = v128.add<T>(v128.mul<T>(s1, outerDifferenceI), v128.mul<T>(s2, innerDifferenceI));
        const turn1I = v128.add<T>(v128.mul<T>(s1, outerDifferenceR), v128.mul<T>(s2, innerDifferenceR));
        const turn2R = v128.sub<T>(v128.mul<T>(s2, outerDifferenceI), v128.mul<T>(s1, innerDifferenceI));
        const turn2I = v128.sub<T>(v128.mul<T>(s1, innerDifferenceR), v128.mul<T>(s2, outerDifferenceR));
        at = o;
        v128.store(o, v128.add<T>(v128.add<T>(ar, outerR), innerR));
        v128.store(o + toPlane, v128.add<T>(v128.add<T>(ai, outerI), innerI));
        // turn1I has the opposite sign of the one in src/fft/radix-5.ts.
        at += leg;
        storeProduct<T>(at, toPlane, v128.add<T>(mid1R, turn1R), v128.sub<T>(mid1I, turn1I), w1r, w1i);
        at += leg;
        storeProduct<T>(at, toPlane, v128.add<T>(mid2R, turn2R), v128.add<T>(mid2I, turn2I), w2r, w2i);
        at += leg;
        storeProduct<T>(at, toPlane, v128.sub<T>(mid2R, turn2R), v128.sub<T>(mid2I, turn2I), w3r, w3i);
        at += leg;
        storeProduct<T>(at, toPlane, v128.sub<T>(mid1R, turn1R), v128.add<T>(mid1I, turn1I), w4r, w4i);
      } while (x > row);
    }
  }
}
