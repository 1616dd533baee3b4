import { type Check, type Checked, oneOf, positive } from '../../check';
import {
  type Comparison,
  sigmoidComparison,
  sigmoidKernel,
  softplusKernel,
} from '../../core/comparisons/kernels';
import type { PairSum } from './batch';
import { exponentialForm } from './exponential-form';
import { pairLoop } from './pair-loop';
import { sortedSums } from './sorted-sums';
import { varianceForm } from './variance-form';

/** The smooth or convex stand-in phi(d) for the step function [d < 0], d = s+ - s-, of a misranked pair. */
export type Surrogate = 'sigmoid' | 'logistic' | 'hinge' | 'squaredHinge' | 'square' | 'exponential';

/** Which function of the difference of two scores stands in for their order. */
/** Options of the surrogates with a slope, of which 'sigmoid' is the default. */
export interface SlopeOptions {
  /** Which phi; default 'sigmoid'. */
  readonly surrogate?: 'sigmoid' | 'logistic' | 'exponential' | undefined;
  /** Slope, above 0; default 1. */
  readonly beta?: number | undefined;
  /** Not with a slope. */
  readonly margin?: undefined;
  /**
   * 'pairwise' visits every pair; 'kernel' sorts and sums in O(n log n), or uses the closed form where there is one;
   * 'auto' (default) takes the faster. All agree to rounding.
   */
  readonly method?: 'auto' | 'pairwise' | 'kernel' | undefined;
}

/** Options of the surrogates with a margin. */
export interface MarginOptions extends Pick<SlopeOptions, 'method'> {
  /** Which phi. */
  readonly surrogate: 'hinge' | 'squaredHinge' | 'square';
  /** Margin, above 0; default 1. */
  readonly margin?: number | undefined;
  /** Not with a margin. */
  readonly beta?: undefined;
}

/** Options of a surrogate: with its slope or its margin, whichever it has. */
export type SurrogateOptions = SlopeOptions | MarginOptions;

/** phi(d) = f(-beta d) or f(margin - d) for the f of the comparison. */
interface Family extends Comparison {
  /** Which it takes; default beta. */
  readonly option?: 'margin';
  /** The pair sum in O(n), where there is one. */
  closed?(beta: number, margin: number): PairSum;
}

const squareForm =
  (_: number, margin: number): PairSum =>
  (...given) =>
    varianceForm(...given, (difference) => margin - difference);

const families: Record<Surrogate, Family> = {
  sigmoid: sigmoidComparison,
  logistic: { value: softplusKernel, slope: sigmoidKernel },
  hinge: {
    option: 'margin',
    value: { f: (x) => Math.max(0, x), polynomial: [0, 1] },
    slope: { f: (x) => Number(x > 0), polynomial: [1] },
  },
  squaredHinge: {
    option: 'margin',
    value: { f: (x) => Math.max(0, x) ** 2, polynomial: [0, 0, 1] },
    slope: { f: (x) => 2 * Math.max(0, x), polynomial: [0, 2] },
  },
  square: { option: 'margin', value: { f: (x) => x * x }, slope: { f: (x) => 2 * x }, closed: squareForm },
  exponential: { value: { f: Math.exp }, slope: { f: Math.exp }, closed: exponentialForm },
};

/** The options of a surrogate, with defaults: of `beta` and `margin` the one that it takes. */
export function surrogateOptions(surrogate: Surrogate = 'sigmoid') {
  return {
    surrogate: ['sigmoid', oneOf(...Object.keys(families))],
    method: ['auto', oneOf('auto', 'pairwise', 'kernel')],
    [families[surrogate]?.option ?? 'beta']: [1, positive],
  } as unknown as Record<keyof SurrogateOptions, readonly [never, Check]>;
}

/** The pair sum that checked options ask for. */
export function pairSum(options: Checked<SurrogateOptions, 'surrogate' | 'method'>): PairSum {
  const { method, beta = 1, margin = 0 } = options;
  const family = families[options.surrogate];
  const loop = pairLoop(family, beta, margin);
  const fast = family.closed?.(beta, margin) ?? sortedSums(family, beta, margin);
  if (method === 'pairwise') return loop;
  if (method === 'kernel' || family.closed) return fast;
  return (items, totals, grad) => {
    const n = items.labels.length;
    let positives = 0;
    for (let i = 0; i < n; i++) positives += items.labels[i]!;
    return (positives * (n - positives) < 16 * n ? loop : fast)(items, totals, grad);
  };
}
