import { fail } from '../../core/errors';
import { requireOneOf, requirePositive } from '../../core/options';
import { sigmoid, sigmoidSlope, softplus } from '../../core/sigmoid';
import type { PairFunction, PairSum } from './batch';
import { varianceForm } from './class-moments';
import { exponentialSums } from './exponential-sums';
import { hingeSums } from './hinge-sums';
import { pairLoop } from './pair-loop';
import { softSums } from './soft-sums';

/** The smooth or convex stand-in phi(d) for the step function [d < 0], d = s+ - s-, of a misranked pair. */
export type Surrogate = 'sigmoid' | 'logistic' | 'hinge' | 'squaredHinge' | 'square' | 'exponential';

export interface SurrogateOptions {
  /** Which phi; default 'sigmoid'. */
  readonly surrogate?: Surrogate | undefined;
  /** Slope of 'sigmoid', 'logistic' and 'exponential', above 0; default 1. The others do not take it. */
  readonly beta?: number | undefined;
  /** Margin of 'hinge', 'squaredHinge' and 'square', above 0; default 1. The others do not take it. */
  readonly margin?: number | undefined;
  /**
   * 'pairwise' visits every pair; 'kernel' sorts and sums in O(n log n), or uses the closed form where there is one;
   * 'auto' (default) takes the faster. All agree to rounding.
   */
  readonly method?: 'auto' | 'pairwise' | 'kernel' | undefined;
}

interface Family {
  readonly option: 'beta' | 'margin';
  phi(option: number): PairFunction;
  sums(option: number): PairSum;
  /** Whether `sums` takes O(n) and is always the faster. */
  readonly closed?: true;
}

const families: Record<Surrogate, Family> = {
  sigmoid: {
    option: 'beta',
    phi: (beta) => ({ value: (d) => sigmoid(-beta * d), slope: (d) => -beta * sigmoidSlope(beta * d) }),
    sums: (beta) => softSums(1, beta),
  },
  logistic: {
    option: 'beta',
    phi: (beta) => ({ value: (d) => softplus(-beta * d), slope: (d) => -beta * sigmoid(-beta * d) }),
    sums: (beta) => softSums(0, beta),
  },
  hinge: {
    option: 'margin',
    phi: (margin) => ({ value: (d) => Math.max(0, margin - d), slope: (d) => (d < margin ? -1 : 0) }),
    sums: (margin) => hingeSums(1, margin),
  },
  squaredHinge: {
    option: 'margin',
    phi: (margin) => ({
      value: (d) => Math.max(0, margin - d) ** 2,
      slope: (d) => -2 * Math.max(0, margin - d),
    }),
    sums: (margin) => hingeSums(2, margin),
  },
  square: {
    option: 'margin',
    phi: (margin) => ({ value: (d) => (margin - d) ** 2, slope: (d) => -2 * (margin - d) }),
    sums: (margin) => (batch, grad) => varianceForm(batch, (difference) => margin - difference, grad),
    closed: true,
  },
  exponential: {
    option: 'beta',
    phi: (beta) => ({ value: (d) => Math.exp(-beta * d), slope: (d) => -beta * Math.exp(-beta * d) }),
    sums: exponentialSums,
    closed: true,
  },
};

/** The pair sum that the options ask for; throws `OUT_OF_RANGE` for unknown values and options that do not apply. */
export function pairSum(fn: string, options: SurrogateOptions): PairSum {
  const { surrogate = 'sigmoid', method = 'auto' } = options;
  requireOneOf(fn, 'surrogate', surrogate, Object.keys(families));
  requireOneOf(fn, 'method', method, ['auto', 'pairwise', 'kernel']);
  const { option, phi, sums, closed } = families[surrogate];
  const other = option === 'beta' ? 'margin' : 'beta';
  if (options[other] !== undefined)
    fail('OUT_OF_RANGE', fn, `surrogate ${surrogate} takes ${option}, not ${other}`);
  const value = options[option] ?? 1;
  requirePositive(fn, option, value);
  const loop = pairLoop(phi(value));
  const fast = sums(value);
  if (method === 'pairwise') return loop;
  if (method === 'kernel' || closed) return fast;
  return (batch, grad) => {
    const n = batch.labels.length;
    const positives = batch.labels.reduce((count, label) => count + label, 0);
    return (positives * (n - positives) < 16 * n ? loop : fast)(batch, grad);
  };
}
