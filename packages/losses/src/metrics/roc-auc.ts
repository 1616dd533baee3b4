import { classWeights } from '../core/class-weights';
import { binaryColumn } from '../core/columns';
import { fail } from '../core/errors';
import { selectItems } from '../core/items';
import { sort } from '../core/sort';
import type { ItemInputs, NumericArray } from '../core/types';

/**
 * Area under the ROC curve: the weighted share of pairs of a positive and a negative that the scores order rightly,
 * ties counting one half,
 *
 *   sum_{i: y_i = 1} sum_{j: y_j = 0} w_i w_j ([s_i > s_j] + [s_i = s_j] / 2) / (W+ W-).
 *
 * Exact, O(n log n). Equal to scikit-learn's `roc_auc_score`.
 *
 * @param scores - n finite scores on any scale, higher for label 1
 * @param labels - n labels, 0 or 1
 * @returns a number in [0, 1]
 * @throws LossInputError with codes `NO_POSITIVES`, `NO_NEGATIVES` (by weight), `EMPTY`, `NON_FINITE`,
 * `INVALID_LABEL`, `LENGTH_MISMATCH`, `NEGATIVE_WEIGHT`
 *
 * @example
 * ```ts
 * import { rocAuc } from '@backdropjs/losses';
 * if (rocAuc([0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1]) !== 0.875) throw new Error('three pairs of four, one of them tied');
 * ```
 */
export function rocAuc(scores: NumericArray, labels: NumericArray, inputs: ItemInputs = {}): number {
  const fn = 'rocAuc';
  const items = selectItems(fn, scores, [binaryColumn(labels)], inputs);
  const { scores: s, weights } = items;
  const y = items.columns[0]!;
  if (s.length === 0) fail('EMPTY', fn, 'no items, or none left after dropping masked and zero-weight ones');
  const [negative, positive] = classWeights(fn, y, weights);
  const { order } = sort(s);
  let below = 0;
  let area = 0;
  for (let from = 0; from < order.length; ) {
    // A tied group: its positives beat every negative below it and half of those inside it.
    let tiedNegative = 0;
    let tiedPositive = 0;
    let to = from;
    for (; to < order.length && s[order[to]!] === s[order[from]!]; to++) {
      const i = order[to]!;
      if (y[i] === 1) tiedPositive += weights[i]!;
      else tiedNegative += weights[i]!;
    }
    area += tiedPositive * (below + tiedNegative / 2);
    below += tiedNegative;
    from = to;
  }
  return area / (negative * positive);
}
