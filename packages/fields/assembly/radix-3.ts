import { Pass, storeProduct } from './pass';

/** sin(2 pi / 3). */
const S: f64 = 0.8660254037844386;

/** A pass of radix 3, see src/fft/radix-3.ts. */
export function radix3<T>(pass: Pass): void {
  const size = sizeof<T>();
  const runs = pass.runs;
  const width = pass.width;
  const whole = (width + 15) & ~15;
  const part = pass.part;
  const leg = pass.leg;
  const fromPlane = pass.fromPlane;
  const toPlane = pass.toPlane;
  const toStride = pass.toStride;
  const half = v128.splat<T>(0.5 as T);
  const sine = v128.splat<T>(S as T);
  let t = pass.twiddles;
  let row = pass.from;
  let y = pass.to;
  for (const end = row + part; row < end; t += 4 * size, y += 2 * leg) {
    const w1r = v128.load_splat<T>(t);
    const w1i = v128.load_splat<T>(t + size);
    const w2r = v128.load_splat<T>(t + 2 * size);
    const w2i = v128.load_splat<T>(t + 3 * size);
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
        const sumR = v128.add<T>(br, cr);
        const sumI = v128.add<T>(bi, ci);
        const midR = v128.sub<T>(ar, v128.mul<T>(half, sumR));
        const midI = v128.sub<T>(ai, v128.mul<T>(half, sumI));
        const turnR = v128.mul<T>(sine, v128.sub<T>(bi, ci));
        const turnI = v128.mul<T>(sine, v128.sub<T>(cr, br));
        at = o;
        v128.store(o, v128.add<T>(ar, sumR));
        v128.store(o + toPlane, v128.add<T>(ai, sumI));
        at += leg;
        storeProduct<T>(at, toPlane, v128.add<T>(midR, turnR), v128.add<T>(midI, turnI), w1r, w1i);
        at += leg;
        storeProduct<T>(at, toPlane, v128.sub<T>(midR, turnR), v128.sub<T>(midI, turnI), w2r, w2i);
      } while (x > row);
    }
  }
}
