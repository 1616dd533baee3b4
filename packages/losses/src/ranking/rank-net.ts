import { check, finite, positive } from '../check';
import { defineLoss, onUndefinedOption } from '../core/define-loss';
import type { Items } from '../core/lists';
import { powerToUnit } from '../core/power-of-two';
import { gather, sort } from '../core/sort';
import type { Loss, OnUndefined } from '../core/types';
import { need } from '../errors';
import type { PairSum } from '../losses/pairwise/batch';
import { pairSum } from '../losses/pairwise/surrogates';

/** Options of {@link rankNetLoss}. */
export interface RankNetOptions {
  /** Slope, above 0; default 1. */
  readonly beta?: number | undefined;
  /** What to do with a list of equal labels; default 'skip', an error when no list is left. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * RankNet for graded labels: the weighted mean of the logistic loss over all pairs that the labels order; per list
 *
 * $$
 * \ell = \frac{\sum_{y_i > y_j} w_i w_j \log\!\big(1 + e^{-\text{beta}\, (s_i - s_j)}\big)}{\sum_{y_i > y_j} w_i w_j},
 * $$
 *
 * averaged over the lists in which not all labels are equal. Takes n scores, n finite labels (higher is better), and the list of
 * each item as `groups` (none: one list). O(n log n log g) time for g grades, the matrix of pairs is never formed. Labels 0 and 1
 * make it `pairwiseAucLoss({ surrogate: 'logistic' })`.
 *
 * Source: Burges, Shaked, Renshaw, Lazier, Deeds, Hamilton and Hullender, "Learning to rank using gradient descent", ICML 2005,
 * eq. 3.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value, 0 or more, and the gradient by each score in a new
 * Float64Array.
 * @throws LossInputError `NO_COMPARABLE_PAIRS` when the labels of every list are equal, `OUT_OF_RANGE` for a bad option, and the
 * codes of invalid input
 *
 * @example
 * ```ts
 * import { rankNetLoss } from '@backdropjs/losses/ranking';
 * const { value, grad } = rankNetLoss().valueAndGrad([0, 0, 0], [2, 1, 0]);
 * if (Math.abs(value - Math.log(2)) > 1e-15) throw new Error('each of three pairs is as likely as not');
 * if (!(grad[0]! < 0 && Math.abs(grad[1]!) < 1e-15 && grad[2]! > 0)) throw new Error('the best rises, the worst falls');
 * ```
 */
export function rankNetLoss(options?: RankNetOptions): Loss {
  const name = 'rankNetLoss';
  return defineLoss({
    name,
    options,
    labels: [['labels', finite, 'NON_FINITE']],
    known: { beta: [1, positive], onUndefined: onUndefinedOption('skip') },
    list({ beta }) {
      const sum = pairSum({ surrogate: 'logistic', beta, method: 'auto' });
      return (items, grad) => {
        const [order, starts] = grades(items.labels);
        const weights = gather(items.weights, order);
        const totals = Float64Array.from({ length: starts.length - 1 }, (_, g) =>
          weights.subarray(starts[g], starts[g + 1]).reduce((all, weight) => all + weight, 0),
        );
        // Near 1 the product of the two heaviest grades, which all others add to: raw ones leave the range of numbers.
        const [second = 0, first = 0] = totals.slice().sort().subarray(-2);
        const root = first && Math.sqrt(first) * Math.sqrt(second);
        need(root, 'NO_COMPARABLE_PAIRS', name, 'two items of different labels');
        check(name, 'the sum of the weights', root, finite, 'NON_FINITE');
        const scale = powerToUnit(root);
        const own = { scores: gather(items.scores, order), weights: weights.map((weight) => weight * scale) };
        let pairs = 0;
        let below = 0;
        for (const total of totals) {
          pairs += total * scale * below;
          below += total * scale;
        }
        const slopes = new Float64Array(order.length);
        const value = acrossGrades(own, starts, sum, slopes);
        for (const [k, i] of order.entries()) grad[i] = slopes[k]! / pairs;
        return value / pairs;
      };
    },
  });
}

/** Items by rising label, and where each set of equal ones starts, and the end. */
function grades(labels: Float64Array): [order: Uint32Array, starts: number[]] {
  const [order, keys] = sort(labels);
  const starts = [0];
  for (let k = 1; k <= keys.length; k++) if (k === keys.length || keys[k] !== keys[k - 1]) starts.push(k);
  return [order, starts];
}

/** Divide and conquer: the pairs of the upper half of the grades with the lower, and those in either half. */
function acrossGrades(
  items: Pick<Items, 'scores' | 'weights'>,
  starts: readonly number[],
  sum: PairSum,
  grad: Float64Array,
): number {
  const grades = starts.length - 1;
  if (grades < 2) return 0;
  const [from, to] = [starts[0]!, starts[grades]!];
  const half = grades >> 1;
  const labels = new Float64Array(to - from).fill(1, starts[half]! - from);
  const part = { scores: items.scores.subarray(from, to), weights: items.weights.subarray(from, to), labels };
  const across = sum(part, [1, 1], grad.subarray(from, to));
  const within = (some: readonly number[]) => acrossGrades(items, some, sum, grad);
  return across + within(starts.slice(0, half + 1)) + within(starts.slice(half));
}
