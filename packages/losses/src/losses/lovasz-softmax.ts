import { defineLoss } from '../core/define-loss';
import { fail } from '../core/errors';
import { requireOneOf, requireRange } from '../core/options';
import type { Loss, NumericArray, OnUndefined } from '../core/types';
import { jaccardIncrements } from './lovasz';

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
 * Takes n x C probabilities in [0, 1], item by item (apply the softmax before), and n labels 0 .. C-1; the gradient is
 * with respect to the probabilities, of the same length. O(C n log n) time.
 *
 * Source: Berman, Rannen Triki and Blaschko, "The Lovasz-softmax loss", CVPR 2018, eq. 12.
 *
 * @throws LossInputError `OUT_OF_RANGE` for a value outside [0, 1], and the codes of invalid input
 *
 * @example
 * ```ts
 * import { lovaszSoftmaxLoss } from '@backdropjs/losses';
 * const { value } = lovaszSoftmaxLoss({ numClasses: 2 }).valueAndGrad([0.75, 0.25, 0.25, 0.75], [0, 1]);
 * if (value !== 0.25) throw new Error('all errors are equal, and the increments sum to 1');
 * ```
 */
export function lovaszSoftmaxLoss({
  numClasses,
  classes = 'present',
  onUndefined,
}: LovaszSoftmaxOptions): Loss {
  const name = 'lovaszSoftmaxLoss';
  requireOneOf(name, 'classes', classes, ['present', 'all']);
  if (!Number.isInteger(numClasses))
    fail('OUT_OF_RANGE', name, `numClasses must be an integer, got ${numClasses}`);
  requireRange(name, 'numClasses', numClasses, 1, 2 ** 31);
  return defineLoss<NumericArray>({
    name,
    onUndefined,
    width: numClasses,
    columns: (values) => [
      {
        name: 'labels',
        values,
        expected: `an integer from 0 to ${numClasses - 1}`,
        code: 'INVALID_LABEL',
        accepts: (label) => Number.isInteger(label) && label >= 0 && label < numClasses,
      },
    ],
    list({ scores, labels, weights }, grad) {
      for (const p of scores) requireRange(name, 'a probability', p, 0, 1);
      const counted = Array.from({ length: numClasses }, (_, c) => c).filter(
        (c) => classes === 'all' || labels.includes(c),
      );
      let value = 0;
      for (const c of counted) {
        const isForeground = (i: number) => labels[i] === c;
        const at = (i: number) => i * numClasses + c;
        const errors = labels.map((_, i) => Math.abs(Number(isForeground(i)) - scores[at(i)]!));
        const increments = jaccardIncrements(errors, isForeground, weights);
        for (let i = 0; i < errors.length; i++) {
          value += (errors[i]! * increments[i]!) / counted.length;
          grad[at(i)] = ((isForeground(i) ? -1 : 1) * increments[i]!) / counted.length;
        }
      }
      return value;
    },
  });
}
