import { defineLoss } from '../core/define-loss';
import { fail } from '../core/errors';
import { requireRange } from '../core/options';
import { sigmoid, sigmoidSlope } from '../core/sigmoid';
import type { Loss, OnUndefined } from '../core/types';

export interface OverlapOptions {
  /** Whether the scores are logits (true: the loss applies the sigmoid) or probabilities (false). Never guessed. */
  readonly fromLogits: boolean;
  /** Added to numerator and denominator, 0 or more; default 0. Above 0 the loss is defined without positives too. */
  readonly eps?: number | undefined;
  /** What to do with a list or batch without positives when eps is 0; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
}

/** 1 - (a tp + eps) / (a tp + b fp + c fn + eps), tp, fp, fn the soft weighted counts; a, b, c the `costs`. */
export function overlapLoss(
  name: string,
  { fromLogits, eps = 0, onUndefined }: OverlapOptions,
  costs: { readonly tp: number; readonly fp: number; readonly fn: number },
): Loss {
  if (typeof fromLogits !== 'boolean') {
    fail('OUT_OF_RANGE', name, `fromLogits must be true or false, got ${fromLogits}`);
  }
  requireRange(name, 'eps', eps, 0, Number.MAX_VALUE);
  return defineLoss({
    name,
    onUndefined,
    list({ scores, labels, weights }, grad) {
      let tp = 0;
      let fp = 0;
      let fn = 0;
      let positives = 0;
      for (let i = 0; i < scores.length; i++) {
        const s = scores[i]!;
        if (!fromLogits) requireRange(name, 'a probability', s, 0, 1);
        const p = weights[i]! * (fromLogits ? sigmoid(s) : s);
        if (labels[i] === 1) {
          positives += weights[i]!;
          tp += p;
          fn += weights[i]! * (fromLogits ? sigmoid(-s) : 1 - s);
        } else fp += p;
      }
      if (positives === 0 && eps === 0) fail('NO_POSITIVES', name, 'needs an item of label 1 or eps > 0');
      const missed = costs.fp * fp + costs.fn * fn;
      const whole = costs.tp * tp + missed + eps;
      const share = missed / whole;
      for (let i = 0; i < scores.length; i++) {
        const slope = (weights[i]! / whole) * (fromLogits ? sigmoidSlope(scores[i]!) : 1);
        // d missed / dp - share d whole / dp
        grad[i] =
          slope * (labels[i] === 1 ? -costs.fn - share * (costs.tp - costs.fn) : costs.fp * (1 - share));
      }
      return share;
    },
  });
}
