import { Pass, storeProduct } from './pass';

/** A pass of radix 4, see src/fft/radix-4.ts. */
export function radix4(pass: Pass): void {
  const runs = pass.runs;
  const width = pass.width;
  const whole = (width + 15) & ~15;
  const part = pass.part;
  const middle = pass.middle;
  const fromStride = pass.fromStride;
  const leg = pass.leg;
  const single = part === fromStride * runs;
  const fromPlane = pass.fromPlane;
  const toPlane = pass.toPlane;
  const toStride = pass.toStride;
  let t = pass.twiddles;
  let row = pass.from;
  let y = pass.to;
  for (const end = row + part; row < end; t += 48, y += 3 * leg) {
    const w1r = v128.load64_splat(t);
    const w1i = v128.load64_splat(t, 8);
    const w2r = v128.load64_splat(t, 16);
    const w2i = v128.load64_splat(t, 24);
    const w3r = v128.load64_splat(t, 32);
    const w3i = v128.load64_splat(t, 40);
    for (let q: usize = 0; q < runs; q++, row += fromStride, y += toStride) {
      let x = row + whole;
      let o = y + whole;
      do {
        x -= 16;
        o -= 16;
        let at = x;
        const ar = v128.load(at);
        at += part;
        const br = v128.load(at);
        at += middle;
        const cr = v128.load(at);
        at += part;
        const dr = v128.load(at);
        at = x + fromPlane;
        const ai = v128.load(at);
        at += part;
        const bi = v128.load(at);
        at += middle;
        const ci = v128.load(at);
        at += part;
        const di = v128.load(at);
        const evenR = f64x2.add(ar, cr);
        const evenI = f64x2.add(ai, ci);
        const halfR = f64x2.sub(ar, cr);
        const halfI = f64x2.sub(ai, ci);
        const oddR = f64x2.add(br, dr);
        const oddI = f64x2.add(bi, di);
        const turnR = f64x2.sub(bi, di);
        const turnI = f64x2.sub(dr, br);
        at = o;
        v128.store(at, f64x2.add(evenR, oddR));
        v128.store(at + toPlane, f64x2.add(evenI, oddI));
        at += leg;
        if (single) {
          // A single group: its factors are 1. Leaving them out may change the sign of a zero.
          v128.store(at, f64x2.add(halfR, turnR));
          v128.store(at + toPlane, f64x2.add(halfI, turnI));
          at += leg;
          v128.store(at, f64x2.sub(evenR, oddR));
          v128.store(at + toPlane, f64x2.sub(evenI, oddI));
          at += leg;
          v128.store(at, f64x2.sub(halfR, turnR));
          v128.store(at + toPlane, f64x2.sub(halfI, turnI));
          continue;
        }
        storeProduct(at, toPlane, f64x2.add(halfR, turnR), f64x2.add(halfI, turnI), w1r, w1i);
        at += leg;
        storeProduct(at, toPlane, f64x2.sub(evenR, oddR), f64x2.sub(evenI, oddI), w2r, w2i);
        at += leg;
        storeProduct(at, toPlane, f64x2.sub(halfR, turnR), f64x2.sub(halfI, turnI), w3r, w3i);
      } while (x > row);
    }
  }
}
