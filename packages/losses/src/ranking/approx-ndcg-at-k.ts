import { integer, positive } from '../check';
import { comparisons } from '../core/comparisons/compare';
import { makeSide } from '../core/comparisons/side';
import { defineLoss, onUndefinedOption } from '../core/define-loss';
import { gainOption, gainsOf, idealDcg } from '../core/gain';
import { relevanceLabels } from '../core/lists';
import type { Loss } from '../core/types';
import { need } from '../errors';
import type { ApproxNdcgOptions } from '../losses/approx-ndcg';

/** Options of {@link approxNdcgAtKLoss}. */
export interface ApproxNdcgAtKOptions extends ApproxNdcgOptions {
  /** How many ranks count, an integer from 1; all when not given. */
  readonly k?: number | undefined;
}

/**
 * `approxNdcgLoss` at k and with weights: one minus the NDCG of soft ranks, of which those up to k count, past k + 1 nothing does, and
 * between them a share that falls smoothly; where the shares, as of many ties, are those of more than k items, all count for less. Per
 * list, with weights w of the gains g,
 *
 * $$
 * \begin{aligned}
 * r_i &= 1 + \sum_{j \ne i} \operatorname{sigmoid}\!\Big(\frac{s_j - s_i}{\text{temperature}}\Big), \qquad
 * c_i = t_i^2 (3 - 2 t_i), \quad t_i = \min(1, \max(0, k + 1 - r_i)), \\
 * \ell &= 1 - \frac{\min(1, k / \sum_i c_i)}{\text{IDCG@k}} \sum_i w_i g_i \frac{c_i}{\log_2(1 + r_i)},
 * \end{aligned}
 * $$
 *
 * averaged over the lists with a positive label; IDCG@k is the sum for the products w g sorted downwards. For scores far apart it is
 * 1 - NDCG@k. A weight, as an inverse propensity, counts in the gains and not in the ranks; an item of weight 0 is dropped and ranks
 * nowhere. An item past k + 1 has no gradient of its own: start without k, or take `lambdaLoss`, whose pairs reach past k. Takes n
 * scores, n relevance labels >= 0, and the list of each item as `groups` (none: one list). O(n log n) time.
 *
 * Source: Qin, Liu and Li, "A general approximation framework for direct optimization of information retrieval measures", Information
 * Retrieval 2010, with a cubic for the cut; weights as in Joachims, Swaminathan and Schnabel, WSDM 2017.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value in [0, 1] and the gradient by each score in a new
 * Float64Array.
 * @throws LossInputError `NO_RELEVANT` when no list has a positive label, `OUT_OF_RANGE` for a bad option, and the codes of invalid
 * input
 *
 * @example
 * ```ts
 * import { approxNdcgAtKLoss } from '@backdropjs/losses/ranking';
 * const loss = approxNdcgAtKLoss({ k: 1, gain: 'linear' });
 * // The only rank that counts has a gain of 1 where 2 was to be had.
 * const { value } = loss.valueAndGrad([20, 10, 0], [1, 2, 0]);
 * if (Math.abs(value - 0.5) > 1e-12) throw new Error('one minus NDCG at 1');
 * ```
 */
export function approxNdcgAtKLoss(options?: ApproxNdcgAtKOptions): Loss {
  const name = 'approxNdcgAtKLoss';
  return defineLoss({
    name,
    options,
    labels: relevanceLabels,
    known: {
      k: [2 ** 53, integer(1, 2 ** 53)],
      temperature: [0.1, positive],
      gain: gainOption('exponential'),
      onUndefined: onUndefinedOption('skip'),
    },
    list:
      ({ k, temperature, gain }) =>
      (items, grad) => {
        const { labels, weights } = items;
        const beta = 1 / temperature;
        const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
        const gains = gainsOf(gain, labels).map((own, i) => own * (weights[i]! / heaviest));
        const ideal = idealDcg(gains, k);
        need(ideal, 'NO_RELEVANT', name, 'a list with a label above 0');
        const all = makeSide({ ...items, weights: weights.map(() => 1) }, beta);
        const [sums, addGradient] = comparisons(beta, all, all);
        /** The rank, from a sum over all j, which counts 1/2 for j = i; what is left to k + 1, up to 1; the share that counts. */
        const read = (sum: number) => {
          const rank = sum + 0.5;
          const left = Math.min(1, Math.max(0, k + 1 - rank));
          return [rank, left, left * left * (3 - 2 * left)] as const;
        };
        let counts = 0;
        let dcg = 0;
        for (const [at, sum] of sums.entries()) {
          const [rank, , counted] = read(sum);
          counts += counted;
          dcg += (gains[all.order[at]!]! / ideal) * (counted / Math.log2(1 + rank));
        }
        const most = Math.min(1, k / counts);
        // What a count more takes from each other one.
        const crowding = most < 1 ? dcg / counts : 0;
        let value = 1;
        for (const [at, sum] of sums.entries()) {
          const share = gains[all.order[at]!]! / ideal;
          const [rank, left, counted] = read(sum);
          const discount = Math.log2(1 + rank);
          const fall = 6 * left * (1 - left);
          value -= most * ((share * counted) / discount);
          // From here on d value / d r_i.
          sums[at] =
            most *
            ((share * (counted / (discount * (1 + rank) * Math.LN2) + fall)) / discount - crowding * fall);
        }
        addGradient(grad, sums);
        return value;
      },
  });
}
