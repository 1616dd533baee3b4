import { defineLoss } from '../core/define-loss';
import { fail } from '../core/errors';
import { softComparisons } from '../core/kernel/soft-comparisons';
import { requirePositive } from '../core/options';
import type { Loss, OnUndefined } from '../core/types';
import { sortSide } from './pairwise/batch';

export interface AveragePrecisionOptions {
  /** Width of the soft comparison of two scores, above 0; default 0.01. */
  readonly temperature?: number | undefined;
  /** What to do with a list or batch without positives; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * Smooth-AP: one minus the average precision of soft ranks,
 *
 *   1 - (1/P) sum_{i: y_i = 1} (1 + sum_{j != i, y_j = 1} sigma_ij) / (1 + sum_{j != i} sigma_ij),
 *   sigma_ij = sigmoid((s_j - s_i) / temperature),
 *
 * P the number of positives. An item of weight w counts w times. Takes n scores and n labels 0 or 1, all of them 1
 * allowed (the loss is 0). O(n log n) time.
 *
 * Source: Brown, Xie, Kalogeiton and Zisserman, "Smooth-AP: smoothing the path towards large-scale image retrieval",
 * ECCV 2020, eq. 6.
 *
 * @throws LossInputError `NO_POSITIVES`, `OUT_OF_RANGE` for a bad option, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { averagePrecisionLoss } from '@backdropjs/losses';
 * const { value } = averagePrecisionLoss({ temperature: 0.01 }).valueAndGrad([2, 3], [1, 0]);
 * if (Math.abs(value - 0.5) > 1e-9) throw new Error('the positive has rank 2');
 * ```
 */
export function averagePrecisionLoss({
  temperature = 0.01,
  onUndefined,
}: AveragePrecisionOptions = {}): Loss {
  const name = 'averagePrecisionLoss';
  requirePositive(name, 'temperature', temperature);
  const beta = 1 / temperature;
  return defineLoss({
    name,
    onUndefined,
    list({ scores, labels, weights }, grad) {
      const positives = sortSide({ scores, labels, weights }, 1);
      const negatives = sortSide({ scores, labels, weights }, 0);
      const total = positives.weights.reduce((sum, weight) => sum + weight, 0);
      if (total === 0) fail('NO_POSITIVES', name, 'needs an item of label 1, got none of positive weight');
      const targets = positives.keys;
      const sums = (sources: Float64Array, sourceWeights: Float64Array) => {
        const value = new Float64Array(targets.length);
        const slope = new Float64Array(targets.length);
        softComparisons({
          beta,
          sources,
          weights: sourceWeights,
          targets,
          sums: [
            { kernel: 1, out: value },
            { kernel: 2, out: slope },
          ],
        });
        return { value, slope };
      };
      // Ranks of each positive among the positives (less one half, its own comparison) and among the negatives.
      const own = sums(targets, positives.weights);
      const other = sums(negatives.keys, negatives.weights);
      let value = 0;
      // d value / d rank among the negatives, and d value / d rank among the positives with the sign changed.
      const up = new Float64Array(targets.length);
      const down = new Float64Array(targets.length);
      for (let k = 0; k < targets.length; k++) {
        const rank = own.value[k]! + 0.5;
        const all = rank + other.value[k]!;
        const share = positives.weights[k]! / total;
        value += (share * other.value[k]!) / all;
        up[k] = (share * rank) / all ** 2;
        down[k] = (share * other.value[k]!) / all ** 2;
      }
      const pushed = (sources: Float64Array, at: Float64Array) => {
        const out = new Float64Array(at.length);
        softComparisons({
          beta,
          sources: targets,
          weights: sources,
          targets: at,
          sums: [{ kernel: 2, out }],
        });
        return out;
      };
      const fromPositives = pushed(down, targets);
      for (let k = 0; k < targets.length; k++) {
        const through = positives.weights[k]! * fromPositives[k]!;
        grad[positives.order[k]!] = beta * (down[k]! * own.slope[k]! - up[k]! * other.slope[k]! - through);
      }
      const fromNegatives = pushed(up, negatives.keys);
      for (let k = 0; k < negatives.keys.length; k++) {
        grad[negatives.order[k]!] = beta * negatives.weights[k]! * fromNegatives[k]!;
      }
      return value;
    },
  });
}
