import type { Pass } from './plan';
import type { Planes } from './planes';

/** For radix r the cosines of 2 pi j / r, then the sines, j = 1, ..., (r - 1) / 2. */
export const ODD_ROOTS: Readonly<Record<number, readonly number[]>> = {
  3: [-0.5, 0.8660254037844386],
  5: [0.30901699437494745, -0.8090169943749475, 0.9510565162951535, 0.5877852522924731],
};

/** A pass of radix 3 or 5, see {@link transform}. */
export function oddRadix(
  { radix, groups, twiddles }: Pass,
  stride: number,
  { re: xr, im: xi }: Planes,
  { re: yr, im: yi }: Planes,
): void {
  const roots = ODD_ROOTS[radix]!;
  const half = (radix - 1) / 2;
  const part = groups * stride;
  for (let p = 0; p < groups; p++) {
    for (let i = p * stride, o = radix * i, n = 0; n < stride; i++, o++, n++) {
      let sumR = xr[i]!;
      let sumI = xi[i]!;
      for (let k = 1; k <= half; k++) {
        // Leg k and its mirror image r - k are mid + turn and mid - turn.
        let midR = xr[i]!;
        let midI = xi[i]!;
        let turnR = 0;
        let turnI = 0;
        for (let j = 1; j <= half; j++) {
          const a = i + j * part;
          const b = i + (radix - j) * part;
          const m = (j * k) % radix;
          const mirrored = m > half;
          const cosine = roots[(mirrored ? radix - m : m) - 1]!;
          const sine = roots[half - 1 + (mirrored ? radix - m : m)]! * (mirrored ? -1 : 1);
          midR += cosine * (xr[a]! + xr[b]!);
          midI += cosine * (xi[a]! + xi[b]!);
          turnR += sine * (xi[a]! - xi[b]!);
          turnI -= sine * (xr[a]! - xr[b]!);
        }
        store(o + k * stride, midR + turnR, midI + turnI, p, k);
        store(o + (radix - k) * stride, midR - turnR, midI - turnI, p, radix - k);
        sumR += xr[i + k * part]! + xr[i + (radix - k) * part]!;
        sumI += xi[i + k * part]! + xi[i + (radix - k) * part]!;
      }
      yr[o] = sumR;
      yi[o] = sumI;
    }
  }

  /** Writes a number times its twiddle factor. */
  function store(at: number, r: number, i: number, p: number, leg: number): void {
    const w = 2 * (p * (radix - 1) + leg - 1);
    yr[at] = r * twiddles[w]! - i * twiddles[w + 1]!;
    yi[at] = r * twiddles[w + 1]! + i * twiddles[w]!;
  }
}
