import { partialRegion } from '../check';
import { defineLoss } from '../core/define-loss';
import { binaryLabels } from '../core/lists';
import { positionsOf } from '../core/positions';
import { gather, sort } from '../core/sort';
import type { BinaryLabels, Loss } from '../core/types';
import { totalsOf } from './pairwise/batch';
import { pairSum, surrogateOptions } from './pairwise/surrogates';
import type { PairwiseAucOptions } from './pairwise-auc';

/** Options of {@link partialAucLoss}. */
export type PartialAucOptions = PairwiseAucOptions & {
  /** Share of the negatives (by weight), the highest scored, that count, in (0, 1]; default 1. */
  readonly maxFpr?: number | undefined;
  /** 1 - minTpr is the share of the positives, the lowest scored, that count; in [0, 1), default 0. */
  readonly minTpr?: number | undefined;
};

/**
 * Pairwise surrogate of the partial ROC AUC: {@link pairwiseAucLoss} over the hardest part of each class. Negatives are
 * kept from the highest score down until their weight reaches maxFpr W-, positives from the lowest score up until theirs
 * reaches (1 - minTpr) W+ (ties: lower index first); the item on the boundary is kept with what weight is left:
 *
 * $$
 * \ell = \frac{\sum_{i, j \text{ kept}} \omega_i \omega_j\, \varphi(s_i - s_j)}{\sum_i \omega_i \sum_j \omega_j}.
 * $$
 *
 * The mean of the worst pairs, since phi falls. The gradient holds the selection fixed, which is exact almost
 * everywhere. Takes n scores and n labels 0 or 1; O(n log n) time.
 *
 * Source: Zhu, Li, Wang, Wu, Hu and Yang, "When AUC meets DRO: optimizing partial AUC for deep learning with non-convex
 * convergence guarantee", ICML 2022.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value, 0 or more, and the gradient by each
 * score in a new Float64Array.
 * @throws LossInputError as {@link pairwiseAucLoss} does, `OUT_OF_RANGE` also for maxFpr and minTpr
 *
 * @example
 * ```ts
 * import { partialAucLoss } from '@backdropjs/losses';
 * const loss = partialAucLoss({ maxFpr: 0.5, surrogate: 'squaredHinge' });
 * const { grad } = loss.valueAndGrad([0.2, -3, 0.1], [1, 0, 0]);
 * if (grad[1] !== 0 || !(grad[2]! > 0)) throw new Error('only the harder negative counts');
 * ```
 */
export function partialAucLoss(options?: PartialAucOptions): Loss<BinaryLabels> {
  const name = 'partialAucLoss';
  return defineLoss({
    name,
    options,
    labels: binaryLabels,
    known: { ...surrogateOptions(options?.surrogate), ...partialRegion },
    list(checked) {
      const { maxFpr, minTpr } = checked;
      const sum = pairSum(checked);
      return (items, grad) => {
        const { scores, labels, weights } = items;
        const totals = totalsOf(name, items);
        const left = [maxFpr * totals[0], (1 - minTpr) * totals[1]];
        const omega = new Float64Array(scores.length);
        for (const i of sort(scores.map((s, i) => (labels[i] ? s : -s)))[0]) {
          omega[i] = Math.max(0, Math.min(weights[i]!, left[labels[i]!]!));
          left[labels[i]!]! -= omega[i]!;
        }
        const kept = positionsOf(omega.length).filter((i) => omega[i]);
        const part = new Float64Array(kept.length);
        const pick = (values: Float64Array) => gather(values, kept);
        const inside = { scores: pick(scores), labels: pick(labels), weights: pick(omega) };
        const value = sum(inside, totalsOf(name, inside), part);
        for (let k = 0; k < kept.length; k++) grad[kept[k]!] = part[k]!;
        return value;
      };
    },
  });
}
