import { Pass, storeProduct } from './pass';

/** A pass of radix 3, see src/fft/odd-radix.ts. The twiddle factors follow its cosine and sine. */
export function radix3(pass: Pass): void {
  const runs = pass.runs;
  const width = pass.width;
  const whole = (width + 15) & ~15;
  const part = pass.part;
  const leg = pass.leg;
  const fromPlane = pass.fromPlane;
  const toPlane = pass.toPlane;
  const toStride = pass.toStride;
  let t = pass.twiddles;
  const cosine = v128.load64_splat(t);
  const sine = v128.load64_splat(t, 8);
  t += 16;
  let row = pass.from;
  let y = pass.to;
  for (const end = row + part; row < end; t += 32, y += 2 * leg) {
    const w1r = v128.load64_splat(t);
    const w1i = v128.load64_splat(t, 8);
    const w2r = v128.load64_splat(t, 16);
    const w2i = v128.load64_splat(t, 24);
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
        at = x + fromPlane;
        const ai = v128.load(at);
        at += part;
        const bi = v128.load(at);
        at += part;
        const ci = v128.load(at);
        const sumR = f64x2.add(br, cr);
        const sumI = f64x2.add(bi, ci);
        const midR = f64x2.add(ar, f64x2.mul(cosine, sumR));
        const midI = f64x2.add(ai, f64x2.mul(cosine, sumI));
        const turnR = f64x2.mul(sine, f64x2.sub(bi, ci));
        const turnI = f64x2.mul(sine, f64x2.sub(cr, br));
        at = o;
        v128.store(o, f64x2.add(ar, sumR));
        v128.store(o + toPlane, f64x2.add(ai, sumI));
        at += leg;
        storeProduct(at, toPlane, f64x2.add(midR, turnR), f64x2.add(midI, turnI), w1r, w1i);
        at += leg;
        storeProduct(at, toPlane, f64x2.sub(midR, turnR), f64x2.sub(midI, turnI), w2r, w2i);
      } while (x > row);
    }
  }
}
