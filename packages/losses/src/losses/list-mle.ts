import { finite } from '../check';
import { defineLoss } from '../core/define-loss';
import type { Loss, OnUndefined } from '../core/types';
import { partialLikelihood } from './partial-likelihood';

/** Options of {@link listMleLoss}. */
export interface ListMleOptions {
  /** What to do with an empty batch; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * ListMLE: the negative log likelihood, under the Plackett-Luce model, of the order by falling label; per list
 *
 * $$
 * \ell = \sum_k \Big[ \log \sum_{l \ge k} e^{s_{(l)}} - s_{(k)} \Big],
 * $$
 *
 * averaged over lists. Items of equal label are not ordered among themselves: each meets all of them (Breslow), so the
 * result does not depend on the order of the input. Takes n scores, n finite labels (higher is better), and the list of
 * each item as `groups` (none: one list). O(n log n) time.
 *
 * Source: Xia, Liu, Wang, Zhang and Li, "Listwise approach to learning to rank: theory and algorithm", ICML 2008.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value, 0 or more, and the gradient by each
 * score in a new Float64Array.
 * @throws LossInputError with the codes of invalid input
 *
 * @example
 * ```ts
 * import { listMleLoss } from '@backdropjs/losses';
 * const { value } = listMleLoss().valueAndGrad([0, 0, 0], [3, 1, 2]);
 * if (Math.abs(value - Math.log(6)) > 1e-15) throw new Error('each of the 3! orders is as likely');
 * ```
 */
export function listMleLoss(options?: ListMleOptions): Loss {
  return defineLoss({
    name: 'listMleLoss',
    options,
    labels: [['labels', finite, 'NON_FINITE']],
    known: {},
    list:
      () =>
      ({ scores, labels, weights }, grad) => {
        const time = labels.map((label) => -label);
        return partialLikelihood({ scores, time, event: time.slice().fill(1), weights }, 'breslow', grad);
      },
  });
}
