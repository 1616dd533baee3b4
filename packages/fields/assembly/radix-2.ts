import { Pass, storeProduct } from './pass';

/** A pass of radix 2, see src/fft/radix-2.ts. */
export function radix2<T>(pass: Pass): void {
  const size = sizeof<T>();
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
  for (const end = row + part; row < end; t += 2 * size, y += leg) {
    const w1r = v128.load_splat<T>(t);
    const w1i = v128.load_splat<T>(t + size);
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
        v128.store(o, v128.add<T>(ar, br));
        v128.store(o + toPlane, v128.add<T>(ai, bi));
        storeProduct<T>(o + leg, toPlane, v128.sub<T>(ar, br), v128.sub<T>(ai, bi), w1r, w1i);
      } while (x > row);
    }
  }
}
