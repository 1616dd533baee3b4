import { check } from '../check';
import { countPoints } from '../torus/torus';
import { type CovarianceModel, checkModel, type FieldModel } from './model';

/**
 * The sum of models: fields that are sums of independent fields, one of each, drawn in one transform.
 * Every model keeps its own variance, length and anisotropy.
 *
 * $$
 * k(r) = \sum_m k_m(r)
 * $$
 *
 * @returns a model for {@link createSampler}; it has a covariance function if all of its parts have one.
 * @throws RangeError if there is no model, or the variance of one is not in [1e-50, 1e50]; TypeError if one of them is none.
 * @example
 * ```ts
 * import { exponential, squaredExponential, sum } from '@backdropjs/fields';
 *
 * const model = sum(
 *   squaredExponential({ correlationLength: 30, anisotropy: { ratio: 0.2, angle: 0.5 } }),
 *   exponential({ correlationLength: 4, variance: 0.25 }),
 * );
 * ```
 */
export function sum(...models: CovarianceModel[]): CovarianceModel;
export function sum(...models: FieldModel[]): FieldModel;
export function sum(...models: FieldModel[]): FieldModel {
  check(models.length, 'sum', 'models must be at least one model', models, '', 'list');
  models.forEach((model, m) => {
    checkModel('sum', `models[${m}]`, model);
  });
  const parts = models.filter(hasCovariance);
  return {
    name: `sum(${models.map(({ name }) => name).join(', ')})`,
    variance: models.reduce((total, { variance }) => total + variance, 0),
    periodized: models.some(({ periodized }) => periodized === true),
    ...(parts.length === models.length && {
      covariance: (...lag: number[]) => parts.reduce((total, part) => total + part.covariance(...lag), 0),
    }),
    eigenvalues(torus, within) {
      const points = countPoints(torus.shape);
      const total = new Float64Array(points);
      for (const model of models) {
        const values = model.eigenvalues(torus, within);
        // A torus may have its own variance; here shares matter.
        const scale = (model.variance * points) / values.reduce((a, b) => a + b, 0);
        for (let i = 0; i < points; i++) total[i]! += scale * values[i]!;
      }
      return total;
    },
  };
}

/** Whether a model has a covariance function. */
export function hasCovariance(model: FieldModel): model is CovarianceModel {
  return 'covariance' in model;
}
