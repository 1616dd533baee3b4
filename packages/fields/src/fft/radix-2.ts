import type { Pass } from './plan';
import type { Planes } from './planes';

/** A pass of radix 2, see {@link transform}. */
export function radix2({ groups, twiddles }: Pass, stride: number, from: Planes, to: Planes): void {
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  const part = groups * stride;
  for (let p = 0; p < groups; p++) {
    const wr = twiddles[2 * p]!;
    const wi = twiddles[2 * p + 1]!;
    const end = (p + 1) * stride;
    for (let i = p * stride, o = 2 * p * stride; i < end; i++, o++) {
      const ar = xr[i]!;
      const ai = xi[i]!;
      const br = xr[i + part]!;
      const bi = xi[i + part]!;
      const dr = ar - br;
      const di = ai - bi;
      yr[o] = ar + br;
      yi[o] = ai + bi;
      yr[o + stride] = dr * wr - di * wi;
      yi[o + stride] = dr * wi + di * wr;
    }
  }
}
