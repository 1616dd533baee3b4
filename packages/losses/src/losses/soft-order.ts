import { checkFinite, checkLength, lengthOf, oneOf, positive, readOptions } from '../check';
import { isotonicBlocks } from '../core/isotonic';
import { gather, sort } from '../core/sort';
import type { NumericArray } from '../core/types';
import { need } from '../errors';

/** Options of `softRank` and `softSort`. */
export interface SoftOrderOptions {
  /** Strength of the quadratic regularization, above 0; default 1. Towards 0 the result becomes the hard one. */
  readonly regularizationStrength?: number | undefined;
  /** 'ASCENDING' (default) or 'DESCENDING'. */
  readonly direction?: 'ASCENDING' | 'DESCENDING' | undefined;
}

/** A differentiable operator's result and the product of vectors with its Jacobian, in new arrays. */
export interface SoftOrder {
  /** The soft ranks, or the softly sorted values. */
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
  const n = lengthOf(values);
  checkLength(fn, 'values', values, n);
  need(n, 'EMPTY', fn, 'at least one value');
  const x = checkFinite(fn, 'values', values);
  const sign = isRank === (direction === 'ASCENDING') ? 1 : -1;
  // Downwards in sign x.
  const [order] = sort(x.map((value) => -sign * value));
  const sorted = gather(x, order);
  const ranks = sorted.map((_, k) => n - k);
  const zeros = new Float64Array(n);
  const starts = isotonicBlocks(n, (i, j) => {
    const gap = sign * (sorted[i]! - sorted[j]!);
    return isRank ? gap / strength - (j - i) : (j - i) / strength - gap;
  });
  // The mean of `target` over each block, and how far `projected` is from its own, both by differences to the first value of
  // the block. Apart, neither drowns in the other, and in blocks of one, as at small strengths, the result is the hard one.
  // `isUnsorted` puts it in the places of the input.
  const project = (target: Float64Array, projected: Float64Array, isUnsorted: boolean) => {
    const out = new Float64Array(n);
    for (let b = 0; b + 1 < starts.length; b++) {
      const [start, end] = [starts[b]!, starts[b + 1]!];
      const shift = (y: Float64Array) =>
        y.subarray(start, end).reduce((sum, value) => sum + (value - y[start]!) / (end - start), 0);
      const mean = target[start]! + shift(target);
      const rest = shift(projected);
      for (let k = start; k < end; k++) {
        out[isUnsorted ? order[k]! : k] =
          mean + (sign * (projected[k]! - projected[start]! - rest)) / strength;
      }
    }
    return checkFinite(fn, 'the result', out);
  };
  return {
    values: isRank ? project(ranks, sorted, true) : project(sorted, ranks, false),
    vjp(cotangent) {
      checkLength(fn, 'cotangent', cotangent, n);
      const c = checkFinite(fn, 'cotangent', cotangent);
      return isRank ? project(zeros, gather(c, order), true) : project(c, zeros, true);
    },
  };
}
