import { type Check, type Checked, type Known, notNegative, oneOf, unit } from '../check';
import { defineLoss } from '../core/define-loss';
import { sigmoid, sigmoidSlope } from '../core/sigmoid';
import type { BinaryLabels, Loss, OnUndefined } from '../core/types';
import { need } from '../errors';

/** Of two classes, or how likely the first is, as smoothed labels and targets of annotators say. */
const target: Check = [unit[0], (value) => typeof value === 'boolean' || unit[1](value)];

/** Options of the losses of overlapping sets: Dice, Tversky and F. */
export interface OverlapOptions {
  /** Whether the scores are logits (true: the loss applies the sigmoid) or probabilities (false). Never guessed. */
  readonly fromLogits: boolean;
  /** Added to numerator and denominator, 0 or more; default 0. Above 0 the loss is defined without positives too. */
  readonly eps?: number | undefined;
  /** What to do with a list or batch without positives when eps is 0; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * 1 - (a tp + eps) / (a tp + b fp + c fn + eps), tp, fp, fn the soft weighted counts.
 *
 * @param costs - a, b and c for the loss's own options, checked
 * @param known - those options
 */
export function overlapLoss<Options extends OverlapOptions, Name extends keyof Options>(
  name: string,
  options: Options | undefined,
  costs: (options: Checked<Options, Name>) => readonly [a: number, b: number, c: number],
  known: Known<Options, Name>,
): Loss<BinaryLabels> {
  return defineLoss({
    name,
    options,
    labels: [['labels', target, 'INVALID_LABEL']],
    range: options?.fromLogits ? undefined : unit,
    known: { ...known, fromLogits: [undefined, oneOf(true, false)], eps: [0, notNegative] } as Known<
      Options,
      Name | 'fromLogits' | 'eps'
    >,
    list(checked) {
      const { fromLogits, eps } = checked as Checked<OverlapOptions, 'eps'>;
      const [a, b, c] = costs(checked);
      return ({ scores, labels, weights }, grad) => {
        let hits = 0;
        let missed = 0;
        for (let i = 0; i < scores.length; i++) {
          const y = labels[i]!;
          const s = scores[i]!;
          const p = weights[i]! * (fromLogits ? sigmoid(s) : s);
          hits += y * p;
          missed += (y && y * c * weights[i]! * (fromLogits ? sigmoid(-s) : 1 - s)) + (1 - y) * b * p;
        }
        const whole = a * hits + missed + eps;
        // Without costs the loss is 0/0 where no positive has a probability.
        need(labels.some(Boolean) || eps ? whole : 0, 'NO_POSITIVES', name, 'a label or eps > 0');
        const share = missed / whole;
        for (let i = 0; i < scores.length; i++) {
          const y = labels[i]!;
          // d missed / dp - share d whole / dp
          const slope = y * (-c - share * (a - c)) + (1 - y) * b * (1 - share);
          grad[i] = (weights[i]! / whole) * (fromLogits ? sigmoidSlope(scores[i]!) : 1) * slope;
        }
        return share;
      };
    },
  });
}
