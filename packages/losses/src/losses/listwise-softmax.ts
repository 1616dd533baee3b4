import { check, finite } from '../check';
import { defineLoss, onUndefinedOption } from '../core/define-loss';
import { relevanceLabels } from '../core/lists';
import type { Loss, OnUndefined } from '../core/types';
import { need } from '../errors';

/** Options of {@link listwiseSoftmaxLoss}. */
export interface ListwiseOptions {
  /** What to do with a list without a positive label; default 'skip', an error when no list is left. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * Listwise softmax cross-entropy (ListNet, top one): per list
 *
 * $$
 * \ell = -\sum_i \frac{w_i y_i}{\sum_j w_j y_j} \log \frac{e^{s_i}}{\sum_j w_j e^{s_j}},
 * $$
 *
 * averaged over the lists with a positive label. Takes n scores, n relevance labels >= 0, and the list of each item as
 * `groups` (none: one list). O(n) time.
 *
 * Source: Cao, Qin, Liu, Tsai and Li, "Learning to rank: from pairwise approach to listwise approach", ICML 2007; with
 * the labels' shares as target, as in Bruch, Wang, Bendersky and Najork, ICTIR 2019.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value and the gradient by each score in a new
 * Float64Array.
 * @throws LossInputError `NO_RELEVANT` when no list has a positive label, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { listwiseSoftmaxLoss } from '@backdropjs/losses';
 * const { value } = listwiseSoftmaxLoss().valueAndGrad([0, 0, 7], [1, 0, 0], { groups: [1, 1, 2] });
 * if (Math.abs(value - Math.log(2)) > 1e-15) throw new Error('list 2 has nothing relevant and is skipped');
 * ```
 */
export function listwiseSoftmaxLoss(options?: ListwiseOptions): Loss {
  const name = 'listwiseSoftmaxLoss';
  return defineLoss({
    name,
    options,
    labels: relevanceLabels,
    known: { onUndefined: onUndefinedOption('skip') },
    list:
      () =>
      ({ scores, labels, weights }, grad) => {
        let relevance = 0;
        let largest = -Infinity;
        for (let i = 0; i < scores.length; i++) {
          relevance += weights[i]! * labels[i]!;
          largest = Math.max(largest, scores[i]!);
        }
        need(relevance, 'NO_RELEVANT', name, 'a list with a label above 0');
        check(name, 'the sum of the labels', relevance, finite, 'NON_FINITE');
        let sum = 0;
        let mean = 0;
        for (let i = 0; i < scores.length; i++) {
          const score = scores[i]! - largest;
          grad[i] = weights[i]! * Math.exp(score);
          sum += grad[i]!;
          mean += ((weights[i]! * labels[i]!) / relevance) * score;
        }
        for (let i = 0; i < scores.length; i++) {
          grad[i] = grad[i]! / sum - (weights[i]! * labels[i]!) / relevance;
        }
        return Math.log(sum) - mean;
      },
  });
}
