import type { Pass } from './plan';
import type { Planes } from './planes';

/** A pass of radix 4, see {@link transform}. */
export function radix4({ groups, twiddles }: Pass, stride: number, from: Planes, to: Planes): void {
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  const part = groups * stride;
  for (let p = 0; p < groups; p++) {
    const w1r = twiddles[6 * p]!;
    const w1i = twiddles[6 * p + 1]!;
    const w2r = twiddles[6 * p + 2]!;
    const w2i = twiddles[6 * p + 3]!;
    const w3r = twiddles[6 * p + 4]!;
    const w3i = twiddles[6 * p + 5]!;
    const end = (p + 1) * stride;
    for (let i = p * stride, o = 4 * p * stride; i < end; i++, o++) {
      const ar = xr[i]!;
      const ai = xi[i]!;
      const br = xr[i + part]!;
      const bi = xi[i + part]!;
      const cr = xr[i + 2 * part]!;
      const ci = xi[i + 2 * part]!;
      const dr = xr[i + 3 * part]!;
      const di = xi[i + 3 * part]!;
      const evenR = ar + cr;
      const evenI = ai + ci;
      const halfR = ar - cr;
      const halfI = ai - ci;
      const oddR = br + dr;
      const oddI = bi + di;
      // -i (b - d)
      const turnR = bi - di;
      const turnI = dr - br;
      const r1 = halfR + turnR;
      const i1 = halfI + turnI;
      const r2 = evenR - oddR;
      const i2 = evenI - oddI;
      const r3 = halfR - turnR;
      const i3 = halfI - turnI;
      yr[o] = evenR + oddR;
      yi[o] = evenI + oddI;
      yr[o + stride] = r1 * w1r - i1 * w1i;
      yi[o + stride] = r1 * w1i + i1 * w1r;
      yr[o + 2 * stride] = r2 * w2r - i2 * w2i;
      yi[o + 2 * stride] = r2 * w2i + i2 * w2r;
      yr[o + 3 * stride] = r3 * w3r - i3 * w3i;
      yi[o + 3 * stride] = r3 * w3i + i3 * w3r;
    }
  }
}
