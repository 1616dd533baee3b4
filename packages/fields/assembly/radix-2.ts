import { Pass, storeProduct } from './pass';

/** A pass of radix 2, see src/fft/radix-2.ts. */
export function radix2(pass: Pass): void {
  const runs = pass.runs;
  const width = pass.width;
  const whole = (width + 15) & ~15;
  const part = pass.part;
  const leg = pass.leg;
  const fromPlane = pass.fromPlane;
  const toPlane = pass.toPlane;
  const toStride = pass.toStride;
  let t = pass.twiddles;
  let row = pass.from;
  let y = pass.to;
  for (const end = row + part; row < end; t += 16, y += leg) {
    const w1r = v128.load64_splat(t);
    const w1i = v128.load64_splat(t, 8);
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
        at = x + fromPlane;
        const ai = v128.load(at);
        at += part;
        const bi = v128.load(at);
        v128.store(o, f64x2.add(ar, br));
        v128.store(o + toPlane, f64x2.add(ai, bi));
        storeProduct(o + leg, toPlane, f64x2.sub(ar, br), f64x2.sub(ai, bi), w1r, w1i);
      } while (x > row);
    }
  }
}
