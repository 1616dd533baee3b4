import { positive } from '../check';
import { comparisons } from '../core/comparisons/compare';
import { makeSide, type Side } from '../core/comparisons/side';
import { defineLoss } from '../core/define-loss';
import { binaryLabels } from '../core/lists';
import type { BinaryLabels, Loss, OnUndefined } from '../core/types';
import { need } from '../errors';

/** Options of {@link averagePrecisionLoss}. */
export interface AveragePrecisionOptions {
  /** Width of the soft comparison of two scores, above 0; default 0.01. */
  readonly temperature?: number | undefined;
  /** What to do with a list or batch without positives; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * Smooth-AP: one minus the average precision of soft ranks,
 *
 * $$
 * \ell = 1 - \frac{1}{P} \sum_{i:\, y_i = 1} \frac{1 + \sum_{j \ne i,\, y_j = 1} \sigma_{ij}}{1 + \sum_{j \ne i} \sigma_{ij}},
 * \qquad \sigma_{ij} = \operatorname{sigmoid}\!\Big(\frac{s_j - s_i}{\text{temperature}}\Big),
 * $$
 *
 * P the number of positives. Takes n scores and n labels 0 or 1, all of them 1 allowed (the loss is 0). O(n log n) time.
 *
 * An item of weight w counts w times: in the mean, and in the ranks of others, and its own copies share one score. So the
 * scale of the weights matters, unlike in an average; where it should not, divide them by their mean.
 *
 * Source: Brown, Xie, Kalogeiton and Zisserman, "Smooth-AP: smoothing the path towards large-scale image retrieval",
 * ECCV 2020, eq. 6.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value in [0, 1) and the gradient by each score
 * in a new Float64Array.
 * @throws LossInputError `NO_POSITIVES`, `OUT_OF_RANGE` for a bad option, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { averagePrecisionLoss } from '@backdropjs/losses';
 * const { value } = averagePrecisionLoss({ temperature: 0.01 }).valueAndGrad([2, 3], [1, 0]);
 * if (Math.abs(value - 0.5) > 1e-9) throw new Error('the positive has rank 2');
 * ```
 */
export function averagePrecisionLoss(options?: AveragePrecisionOptions): Loss<BinaryLabels> {
  const name = 'averagePrecisionLoss';
  return defineLoss({
    name,
    options,
    labels: binaryLabels,
    known: { temperature: [0.01, positive] },
    list:
      ({ temperature }) =>
      (items, grad) => {
        const side = (label: 0 | 1) => makeSide(items, 1 / temperature, label);
        const positives = side(1);
        const weight = positives.weights;
        const total = weight.reduce((sum, w) => sum + w, 0);
        need(total, 'NO_POSITIVES', name, 'an item of label 1');
        const ranks = (sources: Side) => comparisons(1 / temperature, sources, positives);
        // Ranks of each positive among the positives (less one half, its own comparison) and among the negatives.
        const [own, addOwn] = ranks(positives);
        const [other, addOther] = ranks(side(0));
        let value = 0;
        for (let k = 0; k < own.length; k++) {
          const rank = own[k]! + 0.5;
          const above = other[k]!;
          const share = weight[k]! / total / (rank + above);
          value += share * above;
          // From here on d value / d rank, among the positives and among the negatives.
          own[k] = (-share * above) / (rank + above);
          other[k] = (share * rank) / (rank + above);
        }
        addOwn(grad, own);
        addOther(grad, other);
        return value;
      },
  });
}
