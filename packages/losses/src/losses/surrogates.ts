import { fail } from '../core/errors';
import { requireOneOf, requirePositive } from '../core/options';

/** The convex or sigmoid stand-in for the step function [s+ < s-] of a misranked pair. */
export type Surrogate = 'sigmoid' | 'logistic' | 'squaredHinge' | 'square';

export interface SurrogateOptions {
  /** Which phi; default 'sigmoid'. */
  readonly surrogate?: Surrogate | undefined;
  /** Slope of the sigmoid and logistic surrogates, above 0; default 1. Not taken by the others. */
  readonly beta?: number | undefined;
  /** Margin of the square and squaredHinge surrogates, above 0; default 1. Not taken by the others. */
  readonly margin?: number | undefined;
}

/** phi as a function of the difference d = s+ - s-, with its derivative. */
export interface PairFunction {
  value(d: number): number;
  slope(d: number): number;
}

const families: Record<Surrogate, { option: 'beta' | 'margin'; build(option: number): PairFunction }> = {
  sigmoid: {
    option: 'beta',
    build: (beta) => ({
      value: (d) => 1 / (1 + Math.exp(beta * d)),
      slope: (d) => {
        const t = Math.exp(-Math.abs(beta * d));
        return (-beta * t) / (1 + t) ** 2;
      },
    }),
  },
  logistic: {
    option: 'beta',
    build: (beta) => ({
      value: (d) => Math.max(0, -beta * d) + Math.log1p(Math.exp(-Math.abs(beta * d))),
      slope: (d) => -beta / (1 + Math.exp(beta * d)),
    }),
  },
  squaredHinge: {
    option: 'margin',
    build: (margin) => ({
      value: (d) => Math.max(0, margin - d) ** 2,
      slope: (d) => -2 * Math.max(0, margin - d),
    }),
  },
  square: {
    option: 'margin',
    build: (margin) => ({
      value: (d) => (margin - d) ** 2,
      slope: (d) => -2 * (margin - d),
    }),
  },
};

/** The pair function that the options ask for; throws `OUT_OF_RANGE` for an unknown one or an option it does not take. */
export function pairFunction(fn: string, options: SurrogateOptions): PairFunction {
  const surrogate = options.surrogate ?? 'sigmoid';
  requireOneOf(fn, 'surrogate', surrogate, Object.keys(families));
  const { option, build } = families[surrogate];
  const other = option === 'beta' ? 'margin' : 'beta';
  if (options[other] !== undefined)
    fail('OUT_OF_RANGE', fn, `surrogate ${surrogate} takes ${option}, not ${other}`);
  const value = options[option] ?? 1;
  requirePositive(fn, option, value);
  return build(value);
}
