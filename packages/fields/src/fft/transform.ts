import type { Butterfly } from './butterfly';
import { oddRadix } from './odd-radix';
import type { Pass, Plan } from './plan';
import type { Planes } from './planes';
import { radix2 } from './radix-2';
import { radix4 } from './radix-4';

const butterflies: Readonly<Record<number, Butterfly>> = {
  2: radix2,
  3: oddRadix(3),
  4: radix4,
  5: oddRadix(5),
};

/**
 * Transforms `batch` interleaved signals at once: y[k] = sum over n of x[n] exp(-2 pi i n k / size).
 *
 * Element n of signal b stands at n batch + b. Stockham's passes leave the result in natural order: a pass of
 * radix r takes butterfly p of each interleaved run from positions p, p + groups, ..., p + (r - 1) groups (in
 * units of the stride) and writes its results, times the twiddle factors, side by side; then the stride grows
 * by r.
 *
 * For the inverse transform (without its factor 1 / size) exchange `re` and `im` of both planes.
 *
 * @param data - the signals; overwritten.
 * @param scratch - as long as `data`; overwritten.
 * @returns the planes that hold the result: `data` or `scratch`.
 * @see T. Stockham, 1966; C. Van Loan, "Computational Frameworks for the Fast Fourier Transform", 1992,
 * section 1.7.
 */
export function transform<P extends Planes>(plan: Plan, batch: number, data: P, scratch: P): P {
  let from = data;
  let to = scratch;
  let stride = batch;
  for (const pass of plan.passes) {
    runPass(pass, stride, from, to);
    stride *= pass.radix;
    [from, to] = [to, from];
  }
  return from;
}

function runPass({ radix, groups, twiddles }: Pass, stride: number, from: Planes, to: Planes): void {
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  const butterfly = butterflies[radix]!;
  const part = groups * stride;
  const x = new Float64Array(2 * radix);
  for (let p = 0; p < groups; p++) {
    const end = (p + 1) * stride;
    for (let i = p * stride, o = radix * p * stride; i < end; i++, o++) {
      for (let k = 0; k < radix; k++) {
        x[2 * k] = xr[i + k * part]!;
        x[2 * k + 1] = xi[i + k * part]!;
      }
      butterfly(x);
      yr[o] = x[0]!;
      yi[o] = x[1]!;
      for (let k = 1, t = 2 * p * (radix - 1); k < radix; k++) {
        const [r, i] = [x[2 * k]!, x[2 * k + 1]!];
        const wr = twiddles[t++]!;
        const wi = twiddles[t++]!;
        yr[o + k * stride] = r * wr - i * wi;
        yi[o + k * stride] = r * wi + i * wr;
      }
    }
  }
}
