import { positive } from '../check';
import { comparisons } from '../core/comparisons/compare';
import { makeSide } from '../core/comparisons/side';
import { defineLoss, onUndefinedOption } from '../core/define-loss';
import { type Gain, gainOption, gainsOf, idealDcg } from '../core/gain';
import { relevanceLabels } from '../core/lists';
import type { Loss, LossInputs, NumericArray, OnUndefined } from '../core/types';
import { need } from '../errors';

/** Options of {@link approxNdcgLoss}. */
export interface ApproxNdcgOptions {
  /** Width of the soft comparison of two scores, above 0; default 0.1. */
  readonly temperature?: number | undefined;
  /** Gain of a label y: 'exponential' 2^y - 1 (default) or 'linear' y. */
  readonly gain?: Gain | undefined;
  /** What to do with a list without a positive label; default 'skip', an error when no list is left. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * ApproxNDCG: one minus the NDCG of soft ranks. Per list
 *
 * $$
 * \begin{aligned}
 * r_i &= 1 + \sum_{j \ne i} \operatorname{sigmoid}\!\Big(\frac{s_j - s_i}{\text{temperature}}\Big), \\
 * \ell &= 1 - \frac{1}{\text{IDCG}} \sum_i \frac{g_i}{\log_2(1 + r_i)},
 * \end{aligned}
 * $$
 *
 * averaged over the lists with a positive label; IDCG is the sum for the gains sorted downwards. Takes n scores, n
 * relevance labels >= 0, and the list of each item as `groups` (none: one list). O(n log n) time. At k, and with weights:
 * `approxNdcgAtKLoss` of `./ranking`.
 *
 * Source: Qin, Liu and Li, "A general approximation framework for direct optimization of information retrieval
 * measures", Information Retrieval 2010; Bruch, Zoghi, Bendersky and Najork, SIGIR 2019.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value in [0, 1) and the gradient by each score
 * in a new Float64Array.
 * @throws LossInputError `NO_RELEVANT` when no list has a positive label, `OUT_OF_RANGE` for a bad option or weights, and
 * the codes of invalid input
 *
 * @example
 * ```ts
 * import { approxNdcgLoss } from '@backdropjs/losses';
 * const { value } = approxNdcgLoss().valueAndGrad([3, 2, 1], [2, 1, 0]);
 * if (value > 1e-4) throw new Error('a well separated ideal order has a loss near 0');
 * ```
 */
export function approxNdcgLoss(options?: ApproxNdcgOptions): Loss<NumericArray, Omit<LossInputs, 'weights'>> {
  const name = 'approxNdcgLoss';
  return defineLoss({
    name,
    options,
    labels: relevanceLabels,
    inputs: ['mask', 'groups'],
    known: {
      temperature: [0.1, positive],
      gain: gainOption('exponential'),
      onUndefined: onUndefinedOption('skip'),
    },
    list:
      ({ temperature, gain }) =>
      (items, grad) => {
        const gains = gainsOf(gain, items.labels);
        const ideal = idealDcg(gains);
        need(ideal, 'NO_RELEVANT', name, 'a list with a label above 0');
        const beta = 1 / temperature;
        const all = makeSide(items, beta);
        const [sums, addGradient] = comparisons(beta, all, all);
        let value = 1;
        for (let k = 0; k < sums.length; k++) {
          const share = gains[all.order[k]!]! / ideal;
          // 1 + r_i; the sum over all j counts 1/2 for j = i.
          const next = sums[k]! + 1.5;
          const discount = Math.log2(next);
          if (share) value -= share / discount;
          // From here on d value / d r_i.
          sums[k] = share && share / (discount ** 2 * next * Math.LN2);
        }
        addGradient(grad, sums);
        return value;
      },
  });
}
