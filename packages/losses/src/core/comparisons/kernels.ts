import { sigmoid, sigmoidSlope, softplus } from '../sigmoid';

/**
 * A function f of a difference x whose sums over many differences are fast: f(x) = c + b x + a x^2 +- s(x) for x > 0 and
 * s(x) for x <= 0, s(x) = sum_k c_k k^p e^{-k |x|} with the coefficients of the sigmoid (minus where c is 1). Without a p
 * there is no s.
 */
export type Kernel = readonly [
  f: (x: number) => number,
  constant: number,
  linear: number,
  quadratic: number,
  power?: number,
];

// Each the derivative of the one before it.
export const softplusKernel: Kernel = [softplus, 0, 1, 0, -1];
export const sigmoidKernel: Kernel = [sigmoid, 1, 0, 0, 0];
export const slopeKernel: Kernel = [sigmoidSlope, 0, 0, 0, 1];
