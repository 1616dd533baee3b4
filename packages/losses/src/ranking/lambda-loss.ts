import { integer, notNegative, oneOf, positive } from '../check';
import { defineLoss, onUndefinedOption } from '../core/define-loss';
import { type Gain, gainOption, gainsOf, idealDcg } from '../core/gain';
import { relevanceLabels } from '../core/lists';
import { sigmoid, softplus } from '../core/sigmoid';
import { sort } from '../core/sort';
import type { Loss, LossInputs, NumericArray, OnUndefined } from '../core/types';
import { need } from '../errors';

/** Options of {@link lambdaLoss}. */
export interface LambdaLossOptions {
  /** How pairs are weighed: 'ndcgLoss2++' (default), 'ndcgLoss2' or 'lambdaRank'. */
  readonly weighing?: 'ndcgLoss2++' | 'ndcgLoss2' | 'lambdaRank' | undefined;
  /** How many ranks count, an integer from 1; all when not given. */
  readonly k?: number | undefined;
  /** Slope, above 0; default 1. */
  readonly beta?: number | undefined;
  /** Weight of 'ndcgLoss2' in 'ndcgLoss2++', 0 or more; default 10. */
  readonly mu?: number | undefined;
  /** Gain of a label y: 'exponential' 2^y - 1 (default) or 'linear' y. */
  readonly gain?: Gain | undefined;
  /** What to do with a list without a positive label; default 'skip', an error when no list is left. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * LambdaLoss: the logistic loss over all pairs that the labels order, weighed by what the pair matters to NDCG; per list, with the
 * gains g over the ideal DCG, the ranks r by falling score, the discount d(r) = 1 / log2(1 + r), and d_k(r) that is d(r) up to k and 0
 * past it,
 *
 * $$
 * \begin{aligned}
 * \ell &= \sum_{y_i > y_j} |g_i - g_j|\, \Delta_{ij} \log\!\big(1 + e^{-\text{beta}\, (s_i - s_j)}\big), \\
 * \Delta^{\text{lambdaRank}}_{ij} &= |d_k(r_i) - d_k(r_j)|, \qquad
 * \Delta^{\text{ndcgLoss2}}_{ij} = d(|r_i - r_j|) - d(|r_i - r_j| + 1),
 * \end{aligned}
 * $$
 *
 * and 'ndcgLoss2++' the first plus mu times the second, averaged over the lists with a positive label. Pairs of which neither is
 * among the first k count nothing, and the ideal DCG is that of the first k; distances of ranks are not cut (the paper has no k; TF-Ranking
 * takes the same pairs and discounts, of ranks past k as if k + 1). The weights are held fixed in the gradient. Of tied scores
 * the lower label ranks higher, so that a tie is not yet a success, and equal items share their ranks' means: the result does not
 * depend on the order of the input. Takes n scores, n relevance labels >= 0, and the list of each item as `groups` (none: one
 * list); no weights. O(n min(n, k)) time after the sort, equal items taken at once, in O(n) memory.
 *
 * Source: Wang, Li, Golbandi, Bendersky and Najork, "The LambdaLoss framework for ranking metric optimization", CIKM 2018, eqs.
 * 8, 15 and 17, in nats; k as in Burges, "From RankNet to LambdaRank to LambdaMART", 2010.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value, 0 or more, and the gradient by each score in a new
 * Float64Array.
 * @throws LossInputError `NO_RELEVANT` when no list has a positive label, `OUT_OF_RANGE` for a bad option or weights, and the codes
 * of invalid input
 *
 * @example
 * ```ts
 * import { lambdaLoss } from '@backdropjs/losses/ranking';
 * const loss = lambdaLoss({ weighing: 'lambdaRank', gain: 'linear' });
 * const { value } = loss.valueAndGrad([0, 1], [1, 0]);
 * if (Math.abs(value - (1 - 1 / Math.log2(3)) * Math.log(1 + Math.E)) > 1e-15) throw new Error('NDCG lost by the swap');
 * ```
 */
export function lambdaLoss(options?: LambdaLossOptions): Loss<NumericArray, Omit<LossInputs, 'weights'>> {
  const name = 'lambdaLoss';
  return defineLoss({
    name,
    options,
    labels: relevanceLabels,
    inputs: ['mask', 'groups'],
    known: {
      weighing: ['ndcgLoss2++', oneOf('ndcgLoss2++', 'ndcgLoss2', 'lambdaRank')],
      k: [2 ** 53, integer(1, 2 ** 53)],
      beta: [1, positive],
      mu: [10, notNegative],
      gain: gainOption('exponential'),
      onUndefined: onUndefinedOption('skip'),
    },
    list:
      ({ weighing, k, beta, mu, gain }) =>
      ({ scores, labels }, grad) => {
        const gains = gainsOf(gain, labels);
        const ideal = idealDcg(gains, k);
        need(ideal, 'NO_RELEVANT', name, 'a list with a label above 0');
        const [order, sets, top] = rankItems(scores, labels, k);
        const slopes = new Float64Array(sets.length);
        const ofRanks = weighing === 'ndcgLoss2' ? 0 : 1;
        const ofDistance = weighing === 'lambdaRank' ? 0 : weighing === 'ndcgLoss2' ? 1 : mu;
        let value = 0;
        for (let a = 0; a < top; a++) {
          for (let b = a + 1; b < sets.length; b++) {
            const [upper, lower] = [sets[a]!, sets[b]!];
            const [i, j] = labels[upper.item]! > labels[lower.item]! ? [a, b] : [b, a];
            const [better, worse] = [sets[i]!, sets[j]!];
            const difference = (gains[better.item]! - gains[worse.item]!) / ideal;
            if (!difference) continue;
            const distance = lower.rank - upper.rank;
            const weight =
              difference *
              (ofRanks * Math.abs(upper.discount - lower.discount) +
                ofDistance * (1 / Math.log2(1 + distance) - 1 / Math.log2(2 + distance)));
            const x = -beta * (scores[better.item]! - scores[worse.item]!);
            const slope = beta * weight * sigmoid(x);
            value += better.count * worse.count * weight * softplus(x);
            slopes[i]! -= worse.count * slope;
            slopes[j]! += better.count * slope;
          }
        }
        let at = 0;
        for (const [s, { count }] of sets.entries()) {
          for (const end = at + count; at < end; at++) grad[order[at]!] = slopes[s]!;
        }
        return value;
      },
  });
}

/**
 * Items by falling score, of equal ones the lower label first; the sets of items equal in both: one of them, how many they are, their
 * rank from 1 and discount, which are means; and how many sets have one among the first k.
 */
function rankItems(scores: Float64Array, labels: Float64Array, k: number) {
  const [byLabel] = sort(labels);
  // Stable: upwards by -score, of equal ones upwards by label.
  const [positions] = sort(Float64Array.from(byLabel, (i) => -scores[i]!));
  const order = positions.map((at) => byLabel[at]!);
  const n = order.length;
  const sets: { item: number; count: number; rank: number; discount: number }[] = [];
  let top = 0;
  for (let from = 0; from < n; ) {
    let to = from;
    let discount = 0;
    const isSame = (at: number) =>
      scores[order[at]!] === scores[order[from]!] && labels[order[at]!] === labels[order[from]!];
    for (; to < n && isSame(to); to++) if (to < k) discount += 1 / Math.log2(to + 2);
    const count = to - from;
    sets.push({ item: order[from]!, count, rank: (from + to + 1) / 2, discount: discount / count });
    if (from < k) top++;
    from = to;
  }
  return [order, sets, top] as const;
}
