import { check, finite, oneOf, readOptions, unit } from '../check';
import { binaryLabels, itemInputs, readItems } from '../core/lists';
import { softplus } from '../core/sigmoid';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { totalOf } from './items';

/** What {@link crossEntropy} takes besides scores and labels. */
export interface CrossEntropyInputs extends ItemInputs {
  /** Whether the scores are logits (true) or probabilities of label 1 (false). Never guessed. */
  readonly fromLogits: boolean;
}

/**
 * Binary cross-entropy (log loss) of predictions: the weighted mean of minus the log of the probability that the label was given. Nothing is
 * clipped: a probability of 0 for what happened is an infinite loss, and an error. Take logits where there are some, they do
 * not round to 0 or 1. O(n).
 *
 * $$
 * -\frac{1}{W} \sum_i w_i \big[y_i \log p_i + (1 - y_i) \log(1 - p_i)\big]
 * $$
 *
 * Source: Good, "Rational decisions", Journal of the Royal Statistical Society B 1952. Equal to scikit-learn's `log_loss`, which
 * clips at the spacing of the numbers.
 *
 * @param scores - n logits, or probabilities in [0, 1]
 * @param labels - n labels, 0 or 1
 * @param inputs - what the scores are, weights and mask of the items.
 * @returns a number from 0, in nats.
 * @throws LossInputError `NON_FINITE` for an infinite loss, `OUT_OF_RANGE` for a probability outside [0, 1] or without fromLogits, and
 * the codes of invalid input
 *
 * @example
 * ```ts
 * import { crossEntropy } from '@backdropjs/losses/evaluation';
 * if (crossEntropy([0.5, 0.5], [0, 1], { fromLogits: false }) !== Math.log(2)) throw new Error('one bit each');
 * if (crossEntropy([800], [0], { fromLogits: true }) !== 800) throw new Error('as wrong as sure');
 * ```
 */
export function crossEntropy(scores: NumericArray, labels: BinaryLabels, inputs: CrossEntropyInputs): number {
  const fn = 'crossEntropy';
  const known = { fromLogits: [undefined, oneOf(true, false)] } as const;
  const { fromLogits, ...rest } = readOptions<CrossEntropyInputs, 'fromLogits'>(
    fn,
    inputs,
    known,
    itemInputs,
  );
  const spec = { name: fn, labels: binaryLabels, range: fromLogits ? undefined : unit };
  const items = readItems(spec, scores, labels, rest);
  let sum = 0;
  for (const [i, s] of items.scores.entries()) {
    const isHit = items.labels[i];
    const own = fromLogits ? softplus(isHit ? -s : s) : -(isHit ? Math.log(s) : Math.log1p(-s));
    sum += items.weights[i]! * own;
  }
  const mean = sum / totalOf(items.weights);
  check(fn, 'the loss', mean, finite, 'NON_FINITE');
  // -log 1 is -0.
  return mean + 0;
}
