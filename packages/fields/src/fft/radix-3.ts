import type { Pass } from './plan';
import type { Planes } from './planes';

/** Cosine and sine of 2 pi / 3. */
export const ROOT_3 = [-0.5, 0.8660254037844386] as const;

const [C, S] = ROOT_3;

/** A pass of radix 3, see {@link transform}. */
export function radix3({ groups, twiddles }: Pass, stride: number, from: Planes, to: Planes): void {
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  const part = groups * stride;
  for (let p = 0; p < groups; p++) {
    const w1r = twiddles[4 * p]!;
    const w1i = twiddles[4 * p + 1]!;
    const w2r = twiddles[4 * p + 2]!;
    const w2i = twiddles[4 * p + 3]!;
    const end = (p + 1) * stride;
    for (let i = p * stride, o = 3 * p * stride; i < end; i++, o++) {
      const ar = xr[i]!;
      const ai = xi[i]!;
      const br = xr[i + part]!;
      const bi = xi[i + part]!;
      const cr = xr[i + 2 * part]!;
      const ci = xi[i + 2 * part]!;
      const sumR = br + cr;
      const sumI = bi + ci;
      const midR = ar + C * sumR;
      const midI = ai + C * sumI;
      const turnR = S * (bi - ci);
      const turnI = S * (cr - br);
      const r1 = midR + turnR;
      const i1 = midI + turnI;
      const r2 = midR - turnR;
      const i2 = midI - turnI;
      yr[o] = ar + sumR;
      yi[o] = ai + sumI;
      yr[o + stride] = r1 * w1r - i1 * w1i;
      yi[o + stride] = r1 * w1i + i1 * w1r;
      yr[o + 2 * stride] = r2 * w2r - i2 * w2i;
      yi[o + 2 * stride] = r2 * w2i + i2 * w2r;
    }
  }
}
