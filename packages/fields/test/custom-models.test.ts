// Models of users, and sums of models.
import { expect, it } from 'vitest';
import {
  type CovarianceModel,
  createSampler,
  effectiveSampleSize,
  nugget,
  squaredExponential,
  sum,
  type Torus,
} from '../src/index';

it('models of users get one distance for each axis, and keep their this', async () => {
  class Triangle implements CovarianceModel {
    readonly name = 'triangle';
    readonly variance = 2;
    readonly lags: number[][] = [];
    covariance(...lag: number[]): number {
      this.lags.push(lag);
      return this.variance * lag.reduce((product, r) => product * Math.exp((-r * r) / 8), 1);
    }
    eigenvalues(torus: Torus): Float64Array {
      return squaredExponential({ correlationLength: 2, variance: this.variance }).eigenvalues(torus);
    }
  }
  for (const shape of [[40], [40, 45]]) {
    const model = new Triangle();
    const sampler = await createSampler({ model: sum(model), shape, seed: 1 });
    expect(sampler.report.covarianceError).toBeLessThan(1e-8);
    expect(model.lags.every((lag) => lag.length === shape.length)).toBe(true);
    expect(effectiveSampleSize(model, { shape }).mean).toBeGreaterThan(1);
    expect(model.lags.every((lag) => lag.length === shape.length)).toBe(true);
  }
});

it('sum rejects what is no model', () => {
  expect(() => sum()).toThrow(
    new RangeError('sum: models must be at least one model, got Array of length 0'),
  );
  expect(() => sum(nugget(), 3 as never)).toThrow(
    new TypeError('sum: models[1] must be a covariance model, say of squaredExponential, got 3'),
  );
  // What is no string may fail as one.
  const nameless = { ...nugget(), name: Object.create(Float64Array.prototype) };
  expect(() => sum(nameless)).toThrow(
    new TypeError('sum: models[0] must be a covariance model, say of squaredExponential, got Object'),
  );
});

it('a model that is refused for its variance is told so, with the class of error that its kind has', async () => {
  for (const [variance, Failure, got] of [
    [0, RangeError, '0'],
    [-1, RangeError, '-1'],
    [Number.NaN, RangeError, 'NaN'],
    [Infinity, RangeError, 'Infinity'],
    ['1', TypeError, '"1"'],
    [undefined, TypeError, 'undefined'],
  ] as const) {
    const model = { ...nugget(), variance: variance as never };
    expect(() => sum(nugget(), model)).toThrow(
      new Failure(`sum: models[1].variance must be a number in [1e-50, 1e+50], got ${got}`),
    );
    await expect(createSampler({ model, shape: [8], seed: 1 })).rejects.toThrow(
      new Failure(`createSampler: model.variance must be a number in [1e-50, 1e+50], got ${got}`),
    );
  }
});
