import type { FloatArray } from '@backdropjs/random';
import { exp } from '@backdropjs/random/math';
import { checkNumber, readOptions } from '../check';
import { checkData, checkFloats } from '../check-data';

/**
 * A lognormal field from a normal one of variance 1: exp(mu + sigma z), whose logarithm has mean mu and deviation
 * sigma, whose median is exp(mu) and whose mean is exp(mu + sigma^2 / 2).
 *
 * $$
 * z \mapsto e^{\mu + \sigma z}
 * $$
 *
 * @param field - of mean 0 and variance 1; unchanged.
 * @param options - mu, default 0, and sigma, default 1.
 * @returns a new array of the same type.
 * @throws RangeError if `mu` is outside [-1000, 1000] or `sigma` outside [0, 1000], a number of the field is not finite, or a result
 * is greater than the array can hold (3.4e38 for single precision); TypeError if the field's
 * type holds no fractions.
 * @example
 * ```ts
 * import { lognormal } from '@backdropjs/fields';
 *
 * const y = lognormal(Float64Array.of(-1, 0, 1), { mu: 0, sigma: 0.5 }); // 0.607, 1, 1.649
 * ```
 */
export function lognormal<A extends FloatArray>(field: A, options: { mu?: number; sigma?: number } = {}): A {
  const { mu, sigma } = readOptions('lognormal', options, { mu: 0, sigma: 1 });
  checkNumber('lognormal', 'mu', mu, -1e3, 1e3);
  checkNumber('lognormal', 'sigma', sigma, 0, 1e3);
  checkFloats('lognormal', 'field', field);
  const values = field.map((z) => exp(mu + sigma * z)) as A;
  checkData('lognormal', 'result', values, 'throw');
  return values;
}
