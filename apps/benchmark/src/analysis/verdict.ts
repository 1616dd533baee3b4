import type { Question } from '../experiments/experiment';
import { equivalenceP } from '../statistics/equivalence';
import type { Comparison } from './compare-arms';

/**
 * Of an effect: `small` where there is one, and it is below what the plan calls worthwhile. Of an equivalence:
 * `equivalent`, or `different` where that is not shown and a difference is.
 */
export type Verdict =
  | 'confirmed'
  | 'small'
  | 'harmful'
  | 'refuted'
  | 'equivalent'
  | 'different'
  | 'undecided';

/** The two one-sided tests of the primary comparison. */
export interface Equivalence {
  margin: number;
  p: number | null;
}

/** Whether a difference is shown to be positive after Holm's correction. */
export const isShownPositive = (difference: number, holmP: number | null): boolean =>
  difference > 0 && holmP !== null && holmP < 0.05;

/** Whether an interval lies within a bound either way. */
export const liesWithin = (interval: readonly [number, number] | null, bound: number): boolean =>
  interval !== null && interval[0] >= -bound && interval[1] <= bound;

/** Where the plan asks for an equivalence, its test. */
export function testEquivalence(comparison: Comparison, question: Question): Equivalence | undefined {
  if (!('equivalence' in question)) return undefined;
  const { margin } = question.equivalence;
  return { margin, p: equivalenceP(comparison, margin) };
}

/** What the primary comparison shows, by the rule of the plan. */
export function verdictOf(comparison: Comparison, question: Question): Verdict {
  const { difference, tTestP, interval } = comparison;
  const significant = tTestP !== null && tTestP < 0.05;
  const equivalence = testEquivalence(comparison, question);
  if (equivalence) {
    if (equivalence.p !== null && equivalence.p < 0.05) return 'equivalent';
    return significant ? 'different' : 'undecided';
  }
  const { worthwhile } = (question as Extract<Question, { effect: unknown }>).effect;
  const below = interval !== null && interval[1] < worthwhile;
  if (significant && difference < 0) return 'harmful';
  if (significant) return below ? 'small' : 'confirmed';
  return below ? 'refuted' : 'undecided';
}
