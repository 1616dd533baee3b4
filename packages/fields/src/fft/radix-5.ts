import type { Pass } from './plan';
import type { Planes } from './planes';

/** Cosines of 2 pi / 5 and 4 pi / 5, and their sines. */
export const ROOTS_5 = [
  0.30901699437494745, -0.8090169943749475, 0.9510565162951535, 0.5877852522924731,
] as const;

const [C1, C2, S1, S2] = ROOTS_5;

/** A pass of radix 5, see {@link transform}. */
export function radix5({ groups, twiddles }: Pass, stride: number, from: Planes, to: Planes): void {
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  const part = groups * stride;
  for (let p = 0; p < groups; p++) {
    const w1r = twiddles[8 * p]!;
    const w1i = twiddles[8 * p + 1]!;
    const w2r = twiddles[8 * p + 2]!;
    const w2i = twiddles[8 * p + 3]!;
    const w3r = twiddles[8 * p + 4]!;
    const w3i = twiddles[8 * p + 5]!;
    const w4r = twiddles[8 * p + 6]!;
    const w4i = twiddles[8 * p + 7]!;
    const end = (p + 1) * stride;
    for (let i = p * stride, o = 5 * p * stride; i < end; i++, o++) {
      const ar = xr[i]!;
      const ai = xi[i]!;
      const br = xr[i + part]!;
      const bi = xi[i + part]!;
      const cr = xr[i + 2 * part]!;
      const ci = xi[i + 2 * part]!;
      const dr = xr[i + 3 * part]!;
      const di = xi[i + 3 * part]!;
      const er = xr[i + 4 * part]!;
      const ei = xi[i + 4 * part]!;
      const outerR = br + er;
      const outerI = bi + ei;
      const innerR = cr + dr;
      const innerI = ci + di;
      const outerDifferenceR = br - er;
      const outerDifferenceI = bi - ei;
      const innerDifferenceR = cr - dr;
      const innerDifferenceI = ci - di;
      const mid1R = ar + C1 * outerR + C2 * innerR;
      const mid1I = ai + C1 * outerI + C2 * innerI;
      const mid2R = ar + C2 * outerR + C1 * innerR;
      const mid2I = ai + C2 * outerI + C1 * innerI;
      const turn1R = S1 * outerDifferenceI + S2 * innerDifferenceI;
      const turn1I = -(S1 * outerDifferenceR + S2 * innerDifferenceR);
      const turn2R = S2 * outerDifferenceI - S1 * innerDifferenceI;
      const turn2I = S1 * innerDifferenceR - S2 * outerDifferenceR;
      const r1 = mid1R + turn1R;
      const i1 = mid1I + turn1I;
      const r2 = mid2R + turn2R;
      const i2 = mid2I + turn2I;
      const r3 = mid2R - turn2R;
      const i3 = mid2I - turn2I;
      const r4 = mid1R - turn1R;
      const i4 = mid1I - turn1I;
      yr[o] = ar + outerR + innerR;
      yi[o] = ai + outerI + innerI;
      yr[o + stride] = r1 * w1r - i1 * w1i;
      yi[o + stride] = r1 * w1i + i1 * w1r;
      yr[o + 2 * stride] = r2 * w2r - i2 * w2i;
      yi[o + 2 * stride] = r2 * w2i + i2 * w2r;
      yr[o + 3 * stride] = r3 * w3r - i3 * w3i;
      yi[o + 3 * stride] = r3 * w3i + i3 * w3r;
      yr[o + 4 * stride] = r4 * w4r - i4 * w4i;
      yi[o + 4 * stride] = r4 * w4i + i4 * w4r;
    }
  }
}
