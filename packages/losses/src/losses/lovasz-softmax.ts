import { integer, oneOf, unit } from '../check';
import { defineLoss } from '../core/define-loss';
import { classLabels } from '../core/lists';
import type { Loss, OnUndefined } from '../core/types';
import { jaccardIncrements } from './lovasz';

/** Options of {@link lovaszSoftmaxLoss}. */
export interface LovaszSoftmaxOptions {
  /** Number of classes C, 1 or more. */
  readonly numClasses: number;
  /** Average over the classes 'present' in the labels (default) or over 'all'. */
  readonly classes?: 'present' | 'all' | undefined;
  /** What to do with an empty batch; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * Lovasz-softmax: the surrogate of one minus the mean Jaccard index (intersection over union) of several classes. For
 * class c with foreground fg_i = [y_i = c] and errors e_i = |fg_i - p_ic| in falling order (ties: lower index first),
 * sum_k e_(k) [J({1..k}) - J({1..k-1})], averaged over classes.
 *
 * $$
 * \ell = \frac{1}{C} \sum_c \sum_k e^{(c)}_{(k)} \big[J_c(\{1..k\}) - J_c(\{1..k-1\})\big], \qquad e^{(c)}_i = \big|[y_i = c] - p_{ic}\big|
 * $$
 *
 * Takes n x C probabilities in [0, 1], item by item (apply the softmax before), and n labels 0 .. C-1; the gradient is
 * with respect to the probabilities, of the same length. O(C n log n) time.
 *
 * Source: Berman, Rannen Triki and Blaschko, "The Lovasz-softmax loss", CVPR 2018, eq. 12.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value in [0, 1] and the gradient by each
 * probability in a new Float64Array.
 * @throws LossInputError `OUT_OF_RANGE` for a value outside [0, 1], and the codes of invalid input
 *
 * @example
 * ```ts
 * import { lovaszSoftmaxLoss } from '@backdropjs/losses';
 * const { value } = lovaszSoftmaxLoss({ numClasses: 2 }).valueAndGrad([0.75, 0.25, 0.25, 0.75], [0, 1]);
 * if (value !== 0.25) throw new Error('all errors are equal, and the increments sum to 1');
 * ```
 */
export function lovaszSoftmaxLoss(options: LovaszSoftmaxOptions): Loss {
  const name = 'lovaszSoftmaxLoss';
  return defineLoss({
    name,
    options,
    width: options?.numClasses,
    range: unit,
    labels: classLabels(options?.numClasses),
    known: {
      numClasses: [undefined, integer(1, 2 ** 31)],
      classes: ['present', oneOf('present', 'all')],
    },
    list:
      ({ numClasses, classes }) =>
      ({ scores, labels, weights }, grad) => {
        const counted = Array.from({ length: numClasses }, (_, c) => c).filter(
          (c) => classes === 'all' || labels.includes(c),
        );
        const foreground = new Float64Array(labels.length);
        const errors = new Float64Array(labels.length);
        let value = 0;
        for (const c of counted) {
          for (let i = 0; i < labels.length; i++) {
            foreground[i] = Number(labels[i] === c);
            errors[i] = Math.abs(foreground[i]! - scores[i * numClasses + c]!);
          }
          const increments = jaccardIncrements(errors, foreground, weights);
          for (let i = 0; i < errors.length; i++) {
            const share = increments[i]! / counted.length;
            value += errors[i]! * share;
            grad[i * numClasses + c] = foreground[i] ? -share : share;
          }
        }
        return value;
      },
  });
}
