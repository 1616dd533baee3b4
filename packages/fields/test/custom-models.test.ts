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
  expect(() => sum()).toThrow('sum: models must be at least one model');
  expect(() => sum(nugget(), 3 as never)).toThrow('sum: models must be at least one model');
});
