import type { FloatArray } from '@backdropjs/random';
import { exp } from '@backdropjs/random/math';
import { check, isList } from '../check';
import { checkData, checkFloats } from '../check-data';

/**
 * Gives a normal field of variance 1 another distribution: z becomes quantile(Phi(z)), Phi being the distribution
 * function of the normal law. The order of the numbers is kept (a Gaussian copula).
 *
 * $$
 * z \mapsto \text{quantile}\big(\Phi(z)\big)
 * $$
 *
 * @param field - of mean 0 and variance 1; unchanged.
 * @param target - the quantile function on (0, 1), or numbers whose distribution to take, interpolated between
 * neighbors.
 * @returns a new array of the same type.
 * @throws RangeError if `target` is an empty list, or a number of the field, the list or the result is not finite; TypeError if the field's
 * type holds no fractions.
 * @example
 * ```ts
 * import { quantileMap } from '@backdropjs/fields';
 *
 * const z = Float64Array.of(-1, 0, 1);
 * const uniform = quantileMap(z, (p) => p); // 0.159, 0.5, 0.841
 * const observed = quantileMap(z, [3, 1, 10]); // between 1 and 10
 * ```
 */
export function quantileMap<A extends FloatArray>(
  field: A,
  target: ((p: number) => number) | ArrayLike<number>,
): A {
  checkFloats('quantileMap', 'field', field);
  const quantile = typeof target === 'function' ? target : sampleQuantile(target);
  const values = field.map((z) => quantile(normalDistribution(z))) as A;
  checkData('quantileMap', 'result', values);
  return values;
}

/** The quantile function of a list: of n numbers, number i of the sorted ones stands for i / (n - 1). */
function sampleQuantile(values: ArrayLike<number>): (p: number) => number {
  const met = isList(values) && values.length > 0;
  check(met, 'quantileMap', 'target must be a function or at least one number', values, '', 'list');
  checkData('quantileMap', 'target', values);
  const sorted = Float64Array.from(values).sort();
  return (p) => {
    const at = p * (sorted.length - 1);
    const low = Math.floor(at);
    const high = Math.min(low + 1, sorted.length - 1);
    return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
  };
}

/**
 * Phi(z), to about 1e-15 of Phi below 0 and absolutely above: by its series about 0, or its continued fraction in
 * the tails.
 *
 * @see G. Marsaglia, "Evaluating the normal distribution", Journal of Statistical Software, 2004; NIST Digital
 * Library of Mathematical Functions, 7.9.1.
 */
export function normalDistribution(z: number): number {
  const x = Math.abs(z);
  const density = exp((-x * x) / 2) * 0.3989422804014327;
  if (x < 2.5) {
    let sum = x;
    for (let k = 1, term = x; term > 1e-17 * sum; k++) sum += term *= (x * x) / (2 * k + 1);
    return 0.5 + (z < 0 ? -1 : 1) * density * sum;
  }
  let fraction = x;
  for (let k = 100; k > 0; k--) fraction = x + k / fraction;
  const tail = density / fraction;
  return z < 0 ? tail : 1 - tail;
}
