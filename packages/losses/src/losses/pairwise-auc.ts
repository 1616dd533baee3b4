import { defineLoss } from '../core/define-loss';
import { binaryLabels } from '../core/lists';
import type { BinaryLabels, Loss, OnUndefined } from '../core/types';
import { totalsOf } from './pairwise/batch';
import { pairSum, type SurrogateOptions, surrogateOptions } from './pairwise/surrogates';

/** Options of {@link pairwiseAucLoss}. */
export type PairwiseAucOptions = SurrogateOptions & {
  /** What to do with a list or batch of a single class; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
};

/**
 * Pairwise surrogate of 1 - ROC AUC: the weighted mean of phi(s_i - s_j) over all pairs of a positive i and a
 * negative j,
 *
 * $$
 * \ell = \frac{1}{W_+ W_-} \sum_{i:\, y_i = 1} \sum_{j:\, y_j = 0} w_i w_j\, \varphi(s_i - s_j),
 * $$
 *
 * with W+ and W- the total weights of the classes. phi(d) is 1 / (1 + exp(beta d)) for 'sigmoid',
 * log(1 + exp(-beta d)) for 'logistic', max(0, margin - d) for 'hinge' (slope 0 at the kink), its square for
 * 'squaredHinge', (margin - d)^2 for 'square' and exp(-beta d) for 'exponential'.
 *
 * `valueAndGrad` takes n scores (logits; only their differences matter) and n labels 0 or 1. O(n log n) time, O(n) for
 * 'square' and 'exponential'; O(n) memory, the matrix of pairs is never formed.
 *
 * Source: Yan, Dodier, Mozer and Wolniewicz, "Optimizing classifier performance via an approximation to the
 * Wilcoxon-Mann-Whitney statistic", ICML 2003; Gao and Zhou, "On the consistency of AUC pairwise optimization",
 * IJCAI 2015.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value, 0 or more, and the gradient by each
 * score in a new Float64Array.
 * @throws LossInputError `OUT_OF_RANGE` for a bad option; from `valueAndGrad` also `NO_POSITIVES`, `NO_NEGATIVES`
 * (by weight), `EMPTY`, `NON_FINITE`, `INVALID_LABEL`, `LENGTH_MISMATCH`, `NEGATIVE_WEIGHT`
 *
 * @example
 * ```ts
 * import { pairwiseAucLoss } from '@backdropjs/losses';
 * const loss = pairwiseAucLoss({ surrogate: 'sigmoid', beta: 2 });
 * const { value, grad } = loss.valueAndGrad([2, -1, 0.5], [1, 0, 1]);
 * if (!(value > 0 && value < 0.5 && grad[1]! > 0)) throw new Error('a negative must be pushed down');
 * ```
 */
export function pairwiseAucLoss(options?: PairwiseAucOptions): Loss<BinaryLabels> {
  const name = 'pairwiseAucLoss';
  return defineLoss({
    name,
    options,
    labels: binaryLabels,
    known: surrogateOptions(options?.surrogate),
    list(checked) {
      const sum = pairSum(checked);
      return (items, grad) => sum(items, totalsOf(name, items), grad);
    },
  });
}
