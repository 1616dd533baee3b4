import { defineLoss } from '../core/define-loss';
import { binaryLabels } from '../core/lists';
import type { BinaryLabels, Loss, OnUndefined } from '../core/types';
import { jaccardIncrements } from './lovasz';

/** Options of {@link lovaszHingeLoss}. */
export interface LovaszHingeOptions {
  /** What to do with an empty batch; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * Lovasz hinge: the convex surrogate of 1 - Jaccard index (intersection over union) for two classes. With margins
 * m_i = 1 - s_i (2 y_i - 1) in falling order,
 *
 * $$
 * \ell = \sum_k \max(m_{(k)}, 0)\, \big[J(\{1..k\}) - J(\{1..k-1\})\big], \qquad
 * J(M) = 1 - \frac{|Y \setminus M|}{|Y \cup M|},
 * $$
 *
 * Y the positives, 0/0 in J counted as J = 0. Takes n scores (logits) and n labels 0 or 1, one class allowed; where
 * margins tie, the gradient is the subgradient of the order by index. O(n log n) time.
 *
 * Source: Berman, Rannen Triki and Blaschko, "The Lovasz-softmax loss", CVPR 2018, eq. 11; Yu and Blaschko, 2015.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value, 0 or more, and the gradient by each
 * score in a new Float64Array.
 * @throws LossInputError with the codes of invalid input
 *
 * @example
 * ```ts
 * import { lovaszHingeLoss } from '@backdropjs/losses';
 * const { value } = lovaszHingeLoss().valueAndGrad([2, -2, 0], [1, 0, 0]);
 * if (value !== 0.5) throw new Error('a margin of 1 for the item that would halve the Jaccard index');
 * ```
 */
export function lovaszHingeLoss(options?: LovaszHingeOptions): Loss<BinaryLabels> {
  return defineLoss({
    name: 'lovaszHingeLoss',
    options,
    labels: binaryLabels,
    known: {},
    list:
      () =>
      ({ scores, labels, weights }, grad) => {
        const margins = scores.map((s, i) => (labels[i] ? 1 - s : 1 + s));
        const increments = jaccardIncrements(margins, labels, weights);
        let value = 0;
        for (let i = 0; i < margins.length; i++) {
          if (margins[i]! <= 0) continue;
          value += margins[i]! * increments[i]!;
          grad[i] = labels[i] ? -increments[i]! : increments[i]!;
        }
        return value;
      },
  });
}
