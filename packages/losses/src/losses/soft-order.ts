import { checkFinite, checkLength, oneOf, positive, readOptions } from '../core/checks';
import { need } from '../core/errors';
import { blockMeans, isotonicBlocks } from '../core/isotonic';
import { gather, sort } from '../core/sort';
import type { NumericArray } from '../core/types';

export interface SoftOrderOptions {
  /** Strength of the quadratic regularization, above 0; default 1. Towards 0 the result becomes the hard one. */
  readonly regularizationStrength?: number | undefined;
  /** 'ASCENDING' (default) or 'DESCENDING'. */
  readonly direction?: 'ASCENDING' | 'DESCENDING' | undefined;
}

/** A differentiable operator's result and the product of vectors with its Jacobian, in new arrays. */
export interface SoftOrder {
  readonly values: Float64Array<ArrayBuffer>;
  /** The gradient of sum_i cotangent_i values_i with respect to the input. */
  vjp(cotangent: NumericArray): Float64Array<ArrayBuffer>;
}

/** {@link softRank} or {@link softSort}. */
export function softOrder(
  fn: string,
  isRank: boolean,
  values: NumericArray,
  options: SoftOrderOptions | undefined,
): SoftOrder {
  const { regularizationStrength: strength, direction } = readOptions(fn, options, {
    regularizationStrength: [1, positive],
    direction: ['ASCENDING', oneOf('ASCENDING', 'DESCENDING')],
  });
  const x = Float64Array.from(values ?? []);
  const n = x.length;
  need(n, 'EMPTY', fn, 'at least one value');
  checkFinite(fn, 'values', x);
  const sign = isRank === (direction === 'ASCENDING') ? 1 : -1;
  // Of the two that are projected and projected on, one is divided by the strength.
  const [scale, rankScale] = isRank ? [sign / strength, 1] : [sign, 1 / strength];
  // Downwards in the values is upwards in their opposites.
  const [order, keys] = sort(x.map((value) => -scale * value));
  const gap = keys.map((key, k) => (isRank ? -1 : 1) * ((n - k) * rankScale + key));
  const starts = isotonicBlocks(gap);
  const v = blockMeans(gap, starts);
  const unsort = (sorted: Float64Array) => {
    const out = new Float64Array(n);
    for (let k = 0; k < n; k++) out[order[k]!] = sorted[k]!;
    return out;
  };
  return {
    values: checkFinite(
      fn,
      'the result',
      isRank
        ? unsort(keys.map((key, k) => -key - v[k]!))
        : v.map((value, k) => sign * ((n - k) * rankScale - value)),
    ),
    vjp(cotangent) {
      checkLength(fn, 'cotangent', cotangent, n);
      const c = checkFinite(fn, 'cotangent', Float64Array.from(cotangent));
      const sorted = isRank ? gather(c, order) : c;
      const means = blockMeans(sorted, starts);
      const result = isRank ? means.map((mean, k) => (sorted[k]! - mean) * scale) : means;
      return checkFinite(fn, 'the result', unsort(result));
    },
  };
}
