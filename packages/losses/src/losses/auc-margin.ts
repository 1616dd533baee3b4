import { positive } from '../check';
import { defineLoss } from '../core/define-loss';
import { binaryLabels } from '../core/lists';
import type { BinaryLabels, Loss, OnUndefined } from '../core/types';
import { totalsOf } from './pairwise/batch';
import { varianceForm } from './pairwise/variance-form';

/** Options of {@link aucMarginLoss}. */
export interface AucMarginOptions {
  /** Margin between the classes' mean scores, above 0; default 1. */
  readonly margin?: number | undefined;
  /** What to do with a list or batch of a single class; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * AUC-margin loss, its inner minimum over a and b and maximum over alpha >= 0 solved in closed form, so that there are
 * no auxiliary variables to train or lose:
 *
 * $$
 * \ell = \operatorname{var}_+ + \operatorname{var}_- + \max(0, \text{margin} + \bar s_- - \bar s_+)^2
 * $$
 *
 * with the weighted means and population variances of the scores of each class. Takes n scores and n labels 0 or 1.
 * O(n) time.
 *
 * Source: Yuan, Yan, Sonka and Yang, "Large-scale robust deep AUC maximization", ICCV 2021, eq. 4.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value, 0 or more, and the gradient by each
 * score in a new Float64Array.
 * @throws LossInputError as {@link pairwiseAucLoss} does
 *
 * @example
 * ```ts
 * import { aucMarginLoss } from '@backdropjs/losses';
 * const { value } = aucMarginLoss({ margin: 1 }).valueAndGrad([0.5, 0.5, 0], [1, 1, 0]);
 * if (value !== 0.25) throw new Error('no variance, and a gap of one half to the margin');
 * ```
 */
export function aucMarginLoss(options?: AucMarginOptions): Loss<BinaryLabels> {
  const name = 'aucMarginLoss';
  return defineLoss({
    name,
    options,
    labels: binaryLabels,
    known: { margin: [1, positive] },
    list:
      ({ margin }) =>
      (items, grad) => {
        const gap = (difference: number) => Math.max(0, margin - difference);
        return varianceForm(items, totalsOf(name, items), grad, gap);
      },
  });
}
