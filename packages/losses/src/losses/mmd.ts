import { fail } from '../core/errors';
import { requireOneOf, requirePositive } from '../core/options';
import { defineRowsLoss, type RowsLoss } from './rows';

export interface MmdOptions {
  /** Width of the Gaussian kernel, above 0; default 1. */
  readonly bandwidth?: number | undefined;
  /** 'biased' (default, never negative) or 'unbiased'. */
  readonly estimator?: 'biased' | 'unbiased' | undefined;
}

/**
 * Squared maximum mean discrepancy between two samples, k(a, b) = exp(-|a - b|^2 / (2 bandwidth^2)):
 *
 *   mean k(x, x') + mean k(y, y') - 2 mean k(x, y),
 *
 * the first two means with ('biased') or without ('unbiased') the diagonal. Takes n vectors x and m vectors y.
 * O((n + m)^2 d) time, no memory besides the gradients.
 *
 * Source: Gretton, Borgwardt, Rasch, Scholkopf and Smola, "A kernel two-sample test", JMLR 2012, eqs. 3 and 5.
 *
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
export function mmdLoss({ bandwidth = 1, estimator = 'biased' }: MmdOptions = {}): RowsLoss {
  const name = 'mmdLoss';
  requirePositive(name, 'bandwidth', bandwidth);
  requireOneOf(name, 'estimator', estimator, ['biased', 'unbiased']);
  const biased = estimator === 'biased';
  return defineRowsLoss(name, {}, ({ x, y, n, m, dimension: d }, gradX, gradY) => {
    if (!biased && Math.min(n, m) < 2)
      fail('EMPTY', name, 'the unbiased estimator needs two vectors in x and in y');
    /** factor * sum of k over pairs, j < i when the sets are one; the gradient is added. */
    const sum = (
      a: Float64Array,
      gradA: Float64Array,
      b: Float64Array,
      gradB: Float64Array,
      factor: number,
    ) => {
      let total = 0;
      for (let i = 0; i < a.length; i += d) {
        for (let j = 0; j < (a === b ? i : b.length); j += d) {
          let square = 0;
          for (let c = 0; c < d; c++) square += ((a[i + c]! - b[j + c]!) / bandwidth) ** 2;
          const k = factor * Math.exp(-square / 2);
          total += k;
          for (let c = 0; c < d; c++) {
            const slope = ((k / bandwidth) * (a[i + c]! - b[j + c]!)) / bandwidth;
            gradA[i + c]! -= slope;
            gradB[j + c]! += slope;
          }
        }
      }
      return total;
    };
    const pairs = (count: number) => count * (biased ? count : count - 1);
    const diagonal = biased ? 1 / n + 1 / m : 0;
    const within = sum(x, gradX, x, gradX, 2 / pairs(n)) + sum(y, gradY, y, gradY, 2 / pairs(m));
    return diagonal + within + sum(x, gradX, y, gradY, -2 / (n * m));
  });
}
