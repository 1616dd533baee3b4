import { type Check, type Checked, oneOf, positive } from '../../check';
import { type Kernel, sigmoidKernel, slopeKernel, softplusKernel } from '../../core/comparisons/kernels';
import type { PairSum } from './batch';
import { exponentialForm } from './exponential-form';
import { pairLoop } from './pair-loop';
import { sortedSums } from './sorted-sums';
import { varianceForm } from './variance-form';

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

/** phi(d) = f(-beta d) or f(margin - d): the option, f, its derivative, and the pair sum in O(n) where there is one. */
type Family = readonly [
  option: 'beta' | 'margin',
  f: Kernel,
  slope: Kernel,
  closed?: (option: number) => PairSum,
];

const squareForm =
  (margin: number): PairSum =>
  (batch, grad) =>
    varianceForm(batch, (difference) => margin - difference, grad);

const families: Record<Surrogate, Family> = {
  sigmoid: ['beta', sigmoidKernel, slopeKernel],
  logistic: ['beta', softplusKernel, sigmoidKernel],
  hinge: ['margin', [(x) => Math.max(0, x), 0, 1, 0], [(x) => Number(x > 0), 1, 0, 0]],
  squaredHinge: ['margin', [(x) => Math.max(0, x) ** 2, 0, 0, 1], [(x) => 2 * Math.max(0, x), 0, 2, 0]],
  square: ['margin', [(x) => x * x, 0, 0, 1], [(x) => 2 * x, 0, 2, 0], squareForm],
  exponential: ['beta', [Math.exp, 0, 0, 0], [Math.exp, 0, 0, 0], exponentialForm],
};

/** The options of a surrogate, with defaults: of `beta` and `margin` the one that it takes. */
export function surrogateOptions(surrogate: Surrogate = 'sigmoid') {
  return {
    surrogate: ['sigmoid', oneOf(...Object.keys(families))],
    method: ['auto', oneOf('auto', 'pairwise', 'kernel')],
    [families[surrogate]?.[0] ?? 'beta']: [1, positive],
  } as unknown as Record<keyof SurrogateOptions, readonly [never, Check]>;
}

/** The pair sum that checked options ask for. */
export function pairSum({
  surrogate,
  method,
  beta = 1,
  margin = 0,
}: Checked<SurrogateOptions, 'surrogate' | 'method'>): PairSum {
  const [, f, slope, closed] = families[surrogate];
  const loop = pairLoop([f, slope], beta, margin);
  const fast = closed ? closed(margin || beta) : sortedSums([f, slope], beta, margin);
  if (method === 'pairwise') return loop;
  if (method === 'kernel' || closed) return fast;
  return (batch, grad) => {
    const n = batch[1].length;
    let positives = 0;
    for (const label of batch[1]) positives += label;
    return (positives * (n - positives) < 16 * n ? loop : fast)(batch, grad);
  };
}
