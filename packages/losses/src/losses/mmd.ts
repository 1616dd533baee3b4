import { oneOf, positive, readOptions } from '../check';
import { faster, type VectorSums } from '../core/faster';
import { powerToUnit } from '../core/power-of-two';
import { need } from '../errors';
import { defineRowsLoss, type RowsLoss } from './rows';

/** Options of {@link mmdLoss}. */
export interface MmdOptions {
  /** Width of the Gaussian kernel, above 0; default 1. */
  readonly bandwidth?: number | undefined;
  /** 'biased' (default, never negative) or 'unbiased'. */
  readonly estimator?: 'biased' | 'unbiased' | undefined;
}

/**
 * Squared maximum mean discrepancy between two samples, k(a, b) = exp(-|a - b|^2 / (2 bandwidth^2)):
 *
 * $$
 * \ell = \overline{k(x, x')} + \overline{k(y, y')} - 2\, \overline{k(x, y)},
 * $$
 *
 * the first two means with ('biased') or without ('unbiased') the diagonal. Takes n vectors x and m vectors y.
 * O((n + m)^2 d) time, no memory besides the gradients; `useSimd` of `@backdropjs/losses/simd` makes it some seven times as fast with
 * more.
 *
 * Source: Gretton, Borgwardt, Rasch, Scholkopf and Smola, "A kernel two-sample test", JMLR 2012, eqs. 3 and 5.
 *
 * @returns a loss: `valueAndGrad(x, y, { dimension })` gives its value, 0 or more when biased, and the gradients by
 * x and y in new arrays.
 * @throws LossInputError `EMPTY` without a vector ('unbiased': two) in x and in y, `OUT_OF_RANGE` for a bad option, and
 * the codes of invalid input
 *
 * @example
 * ```ts
 * import { mmdLoss } from '@backdropjs/losses';
 * const { value } = mmdLoss().valueAndGrad([0, 1, 5], [0, 1, 5], { dimension: 1 });
 * if (Math.abs(value) > 1e-15) throw new Error('equal samples');
 * ```
 */
export function mmdLoss(options?: MmdOptions): RowsLoss {
  const name = 'mmdLoss';
  const { bandwidth, estimator } = readOptions(name, options, {
    bandwidth: [1, positive],
    estimator: ['biased', oneOf('biased', 'unbiased')],
  });
  const less = Number(estimator === 'unbiased');
  return defineRowsLoss(name, false, false, (x, y, gradX, gradY, n, m, d) => {
    need(Math.min(n, m) - less, 'EMPTY', name, 'two vectors in x and in y for the unbiased estimator');
    // A width near 1; large ones are scaled before differences, which overflow, and small ones after, lest their parts do.
    const scale = powerToUnit(bandwidth);
    const width = bandwidth * scale;
    const apart = (p: number, q: number) => (scale > 1 ? (p - q) * scale : p * scale - q * scale);
    /** factor * sum of k over pairs, j < i when the sets are one; the gradient is added. */
    const kernels: VectorSums['mmdLoss'] = (a, gradA, b, gradB, factor) => {
      let total = 0;
      for (let i = 0; i < a.length; i += d) {
        for (let j = 0; j < (a === b ? i : b.length); j += d) {
          let square = 0;
          for (let c = 0; c < d; c++) square += (apart(a[i + c]!, b[j + c]!) / width) ** 2;
          const k = factor * Math.exp(-square / 2);
          // Far apart in bandwidths: slopes are 0, where a factor may be infinite.
          if (k === 0) continue;
          total += k;
          for (let c = 0; c < d; c++) {
            const slope = (((k / width) * apart(a[i + c]!, b[j + c]!)) / width) * scale;
            gradA[i + c]! -= slope;
            gradB[j + c]! += slope;
          }
        }
      }
      return total;
    };
    // Smaller widths leave the range of float64 where they are scaled.
    const sum = (bandwidth > 1e-300 && faster[name]) || kernels;
    const within = (count: number, a: Float64Array, gradA: Float64Array) =>
      (less ? 0 : 1 / count) + sum(a, gradA, a, gradA, 2 / (count * (count - less)), d, bandwidth);
    return within(n, x, gradX) + within(m, y, gradY) + sum(x, gradX, y, gradY, -2 / (n * m), d, bandwidth);
  });
}
