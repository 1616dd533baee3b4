import { checkFinite, checkLength, lengthOf, oneOf, positive, readOptions } from '../core/checks';
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
  const n = lengthOf(fn, 'values', values);
  need(n, 'EMPTY', fn, 'at least one value');
  const x = checkFinite(fn, 'values', values);
  const sign = isRank === (direction === 'ASCENDING') ? 1 : -1;
  // Downwards in sign x.
  const [order] = sort(x.map((value) => -sign * value));
  const sorted = gather(x, order);
  const ranks = sorted.map((_, k) => n - k);
  const starts = isotonicBlocks(
    sorted.map((value, k) =>
      isRank ? sign * value - strength * ranks[k]! : ranks[k]! / strength - sign * value,
    ),
  );
  // What is projected enters by its differences within a block alone, what it is projected on by its block means. Apart,
  // neither drowns in the other, and in blocks of one, as at small strengths, the result is the hard one.
  const [means] = blockMeans(isRank ? ranks : sorted, starts);
  const [, rests] = blockMeans(isRank ? sorted : ranks, starts);
  const result = means.map((mean, k) => mean + (sign * rests[k]!) / strength);
  const unsort = (values: Float64Array) => {
    const out = new Float64Array(n);
    for (let k = 0; k < n; k++) out[order[k]!] = values[k]!;
    return out;
  };
  return {
    values: checkFinite(fn, 'the result', isRank ? unsort(result) : result),
    vjp(cotangent) {
      checkLength(fn, 'cotangent', cotangent, n);
      const c = checkFinite(fn, 'cotangent', cotangent);
      const [cMeans, cRests] = blockMeans(isRank ? gather(c, order) : c, starts);
      const slopes = isRank ? cRests.map((rest) => (sign * rest) / strength) : cMeans;
      return checkFinite(fn, 'the result', unsort(slopes));
    },
  };
}
