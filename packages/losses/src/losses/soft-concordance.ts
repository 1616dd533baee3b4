import { positive } from '../check';
import { comparisonOrder } from '../core/comparison-order';
import { defineLoss } from '../core/define-loss';
import { survivalLabels } from '../core/lists';
import { gather } from '../core/sort';
import type { OnUndefined, SurvivalLoss } from '../core/types';
import { need } from '../errors';
import { laterComparisons } from './concordance/later-comparisons';

/** Options of {@link softConcordanceLoss}. */
export interface SoftConcordanceOptions {
  /** Slope of the sigmoid, above 0; default 1. */
  readonly beta?: number | undefined;
  /** What to do with a list or batch in which no two observations can be ordered; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * Soft concordance: a smooth 1 - C, the weighted mean of sigmoid(beta (s_j - s_i)) over all comparable pairs: event i
 * observed, and j still without event after it (t_i < t_j, or t_i = t_j and j censored). Takes n scores (risks: higher
 * for an earlier event) and n observations `{ time, event }`. O(n log^2 n) time, O(n) memory.
 *
 * $$
 * \ell = \frac{\sum_{(i, j)} w_i w_j \operatorname{sigmoid}\!\big(\text{beta}\, (s_j - s_i)\big)}{\sum_{(i, j)} w_i w_j}, \qquad (i, j) \text{ comparable}
 * $$
 *
 * Source: Raykar, Steck, Krishnapuram, Dehing-Oberije and Lambin, "On ranking in survival analysis: bounds on the
 * concordance index", NIPS 2007, with the sigmoid for the log-sigmoid.
 *
 * @returns a loss: `valueAndGrad(scores, { time, event }, inputs?)` gives its value in [0, 1] and the gradient by
 * each score in a new Float64Array.
 * @throws LossInputError `NO_COMPARABLE_PAIRS`, `OUT_OF_RANGE` for a bad beta, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { softConcordanceLoss } from '@backdropjs/losses';
 * const labels = { time: [1, 2, 3], event: [1, 1, 0] };
 * const { value } = softConcordanceLoss({ beta: 50 }).valueAndGrad([3, 2, 1], labels);
 * if (value > 1e-15) throw new Error('every pair is rightly ordered');
 * ```
 */
export function softConcordanceLoss(options?: SoftConcordanceOptions): SurvivalLoss {
  const name = 'softConcordanceLoss';
  return defineLoss({
    name,
    options,
    labels: survivalLabels,
    known: { beta: [1, positive] },
    list:
      ({ beta }) =>
      ({ scores, weights, time, event }, grad) => {
        const [order, starts] = comparisonOrder(time, event);
        // In that order from here on, so that ranges of it lie together in memory.
        const w = gather(weights, order);
        const isEvent = gather(event, order);
        let pairs = 0;
        let later = 0;
        for (let g = starts.length - 2; g >= 0; g--) {
          let inside = 0;
          for (let k = starts[g]!; k < starts[g + 1]!; k++) inside += w[k]!;
          if (isEvent[starts[g]!]) pairs += inside * later;
          later += inside;
        }
        need(pairs, 'NO_COMPARABLE_PAIRS', name, 'two observations that can be ordered');
        const slopes = new Float64Array(order.length);
        const value = laterComparisons({
          beta,
          scores: gather(scores, order),
          weights: w,
          events: isEvent,
          starts,
          grad: slopes,
        });
        for (let k = 0; k < order.length; k++) grad[order[k]!] = slopes[k]! / pairs;
        return value / pairs;
      },
  });
}
