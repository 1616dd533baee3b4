import { sigmoid, sigmoidSlope, softplus } from '../sigmoid';

/**
 * A function f of a difference x whose sums over many differences are fast: f(x) = p(x) +- s(x) for x > 0 and s(x) for x <= 0,
 * p a polynomial and s(x) = sum_k c_k k^power e^{-k |x|} with the coefficients of the sigmoid (minus where p(0) is 1). Without
 * a power there is no s.
 */
export interface Kernel {
  f(x: number): number;
  /** Coefficients of p from the constant up to the square at most. */
  readonly polynomial?: readonly number[];
  readonly power?: number;
}

/** A function of a difference and its derivative. */
export interface Comparison {
  readonly value: Kernel;
  readonly slope: Kernel;
}

/** Whether few points can stand for many in sums of the function: it has no kink. */
export const isSmooth = ({ power }: Kernel): boolean => power !== undefined;

// Each the derivative of the one before it.
export const softplusKernel: Kernel = { f: softplus, polynomial: [0, 1], power: -1 };
export const sigmoidKernel: Kernel = { f: sigmoid, polynomial: [1], power: 0 };
export const slopeKernel: Kernel = { f: sigmoidSlope, power: 1 };

export const sigmoidComparison: Comparison = { value: sigmoidKernel, slope: slopeKernel };
