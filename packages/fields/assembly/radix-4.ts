import { Pass, storeProduct } from './pass';

/**
 * A pass of radix 4, see src/fft/radix-4.ts. The twiddle factors of the first group are 1; that group, which is all of the
 * last pass, does without.
 */
export function radix4<T>(pass: Pass): void {
  const size = sizeof<T>();
  const runs = pass.runs;
  const width = pass.width;
  const whole = (width + 15) & ~15;
  const part = pass.part;
  const leg = pass.leg;
  const fromPlane = pass.fromPlane;
  const toPlane = pass.toPlane;
  const toStride = pass.toStride;
  const end = pass.from + part;
  let t = pass.twiddles;
  let row = pass.from;
  let y = pass.to;
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
      at = x + fromPlane;
      const ai = v128.load(at);
      at += part;
      const bi = v128.load(at);
      at += part;
      const ci = v128.load(at);
      at += part;
      const di = v128.load(at);
      const evenR = v128.add<T>(ar, cr);
      const evenI = v128.add<T>(ai, ci);
      const halfR = v128.sub<T>(ar, cr);
      const halfI = v128.sub<T>(ai, ci);
      const oddR = v128.add<T>(br, dr);
      const oddI = v128.add<T>(bi, di);
      const turnR = v128.sub<T>(bi, di);
      const turnI = v128.sub<T>(dr, br);
      at = o;
      v128.store(at, v128.add<T>(evenR, oddR));
      v128.store(at + toPlane, v128.add<T>(evenI, oddI));
      at += leg;
      v128.store(at, v128.add<T>(halfR, turnR));
      v128.store(at + toPlane, v128.add<T>(halfI, turnI));
      at += leg;
      v128.store(at, v128.sub<T>(evenR, oddR));
      v128.store(at + toPlane, v128.sub<T>(evenI, oddI));
      at += leg;
      v128.store(at, v128.sub<T>(halfR, turnR));
      v128.store(at + toPlane, v128.sub<T>(halfI, turnI));
    } while (x > row);
  }
  while (row < end) {
    t += 6 * size;
    y += 3 * leg;
    const w1r = v128.load_splat<T>(t);
    const w1i = v128.load_splat<T>(t + size);
    const w2r = v128.load_splat<T>(t + 2 * size);
    const w2i = v128.load_splat<T>(t + 3 * size);
    const w3r = v128.load_splat<T>(t + 4 * size);
    const w3i = v128.load_splat<T>(t + 5 * size);
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
        at = x + fromPlane;
        const ai = v128.load(at);
        at += part;
        const bi = v128.load(at);
        at += part;
        const ci = v128.load(at);
        at += part;
        const di = v128.load(at);
        const evenR = v128.add<T>(ar, cr);
        const evenI = v128.add<T>(ai, ci);
        const halfR = v128.sub<T>(ar, cr);
        const halfI = v128.sub<T>(ai, ci);
        const oddR = v128.add<T>(br, dr);
        const oddI = v128.add<T>(bi, di);
        const turnR = v128.sub<T>(bi, di);
        const turnI = v128.sub<T>(dr, br);
        at = o;
        v128.store(at, v128.add<T>(evenR, oddR));
        v128.store(at + toPlane, v128.add<T>(evenI, oddI));
        at += leg;
        storeProduct<T>(at, toPlane, v128.add<T>(halfR, turnR), v128.add<T>(halfI, turnI), w1r, w1i);
        at += leg;
        storeProduct<T>(at, toPlane, v128.sub<T>(evenR, oddR), v128.sub<T>(evenI, oddI), w2r, w2i);
        at += leg;
        storeProduct<T>(at, toPlane, v128.sub<T>(halfR, turnR), v128.sub<T>(halfI, turnI), w3r, w3i);
      } while (x > row);
    }
  }
}
