import { relevanceColumn } from '../core/columns';
import { defineLoss } from '../core/define-loss';
import { fail } from '../core/errors';
import { type Gain, gainOf, idealDcg } from '../core/gain';
import { softComparisons } from '../core/kernel/soft-comparisons';
import { requirePositive } from '../core/options';
import { gather, sort } from '../core/sort';
import type { Loss, NumericArray, OnUndefined } from '../core/types';

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
 *   r_i = 1 + sum_{j != i} sigmoid((s_j - s_i) / temperature),
 *   1 - [ sum_i g_i / log2(1 + r_i) ] / IDCG,
 *
 * averaged over the lists with a positive label; IDCG is the sum for the gains sorted downwards. Takes n scores, n
 * relevance labels >= 0, and the list of each item as `groups` (none: one list); no weights. O(n log n) time.
 *
 * Source: Qin, Liu and Li, "A general approximation framework for direct optimization of information retrieval
 * measures", Information Retrieval 2010; Bruch, Zoghi, Bendersky and Najork, SIGIR 2019.
 *
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
export function approxNdcgLoss(options: ApproxNdcgOptions = {}): Loss {
  const name = 'approxNdcgLoss';
  const { temperature = 0.1, gain = 'exponential', onUndefined = 'skip' } = options;
  requirePositive(name, 'temperature', temperature);
  const gains = gainOf(name, gain);
  const beta = 1 / temperature;
  return defineLoss<NumericArray>({
    name,
    onUndefined,
    columns: (labels) => [relevanceColumn(labels)],
    rejects: ['weights'],
    list({ scores, labels, weights }, grad) {
      const ideal = idealDcg(labels, gains, labels.length);
      if (ideal === 0) fail('NO_RELEVANT', name, 'needs a list with a label above 0');
      const { order, keys } = sort(scores);
      const sortedLabels = gather(labels, order);
      const ranks = new Float64Array(keys.length);
      const slopes = new Float64Array(keys.length);
      const problem = { beta, sources: keys, targets: keys };
      softComparisons({
        ...problem,
        weights,
        sums: [
          { kernel: 1, out: ranks },
          { kernel: 2, out: slopes },
        ],
      });
      let value = 1;
      // d value / d r_i
      const pull = sortedLabels.map((label, k) => {
        // The sum over all j counts 1/2 for j = i.
        const rank = ranks[k]! + 0.5;
        const share = gains(label) / ideal;
        value -= share / Math.log2(1 + rank);
        return share / (Math.log2(1 + rank) ** 2 * (1 + rank) * Math.LN2);
      });
      const pushed = new Float64Array(keys.length);
      softComparisons({ ...problem, weights: pull, sums: [{ kernel: 2, out: pushed }] });
      for (let k = 0; k < keys.length; k++) grad[order[k]!] = beta * (pushed[k]! - pull[k]! * slopes[k]!);
      return value;
    },
  });
}
