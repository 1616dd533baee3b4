import { exp } from '@backdropjs/random/math';

/**
 * Smooth truncation along an axis of a torus: the factor for each number of steps from 0 to half of it, which is 1 within a
 * grid of `length` points and 0 at half of the torus. In between it is 1 / (1 + exp(1 / (1 - t) - 1 / t)) with t from 0 to 1,
 * all of whose derivatives are continuous.
 *
 * A covariance times such factors has positive eigenvalues on a much smaller torus than one that is cut off there.
 *
 * @see M. Bachmayr, I. Graham, V. Nguyen and R. Scheichl, "Unified analysis of periodization-based sampling methods for Matérn
 * covariances", SIAM Journal on Numerical Analysis, 2020.
 */
export function smoothWindow(length: number, torusLength: number): Float64Array {
  const from = length - 1;
  const half = torusLength / 2;
  return Float64Array.from({ length: Math.floor(half) + 1 }, (_, steps) => {
    const t = (steps - from) / (half - from);
    return steps <= from ? 1 : t < 1 ? 1 / (1 + exp(1 / (1 - t) - 1 / t)) : 0;
  });
}
