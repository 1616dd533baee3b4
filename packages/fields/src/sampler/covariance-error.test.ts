import { describe, expect, it } from 'vitest';
import { exponential } from '../models/exponential';
import { lagFunction } from '../models/lag-function';
import { lagIndex, type Torus, toShape } from '../torus/torus';
import { covarianceError } from './covariance-error';

const model = exponential({ correlationLength: 3, variance: 4, anisotropy: { ratio: 0.5, angle: 0.7 } });

describe.each<{ torus: Torus; limits: [number, number, number] }>([
  { torus: { shape: [9], spacing: [0.5] }, limits: [0, 0, 4] },
  { torus: { shape: [7, 9], spacing: [2, 0.5] }, limits: [0, 2, 3] },
  { torus: { shape: [5, 6, 7], spacing: [1, 2, 0.5] }, limits: [1, 2, 2] },
])('on a torus of $torus.shape', ({ torus, limits }) => {
  const sizes = toShape(torus.shape);
  const expected = lagFunction(model, torus.shape.length, toShape(torus.spacing));
  const [depth, height, width] = limits;
  const range = (limit: number) => Array.from({ length: 2 * limit + 1 }, (_, i) => i - limit);
  const lags = range(depth).flatMap((dz) =>
    range(height).flatMap((dy) => range(width).map((dx) => [dz, dy, dx] as const)),
  );
  /** What it is to be at all lags within the limits, and far off at all others. */
  const exact = () => {
    const covariance = new Float64Array(sizes[0] * sizes[1] * sizes[2]).fill(1e9);
    for (const lag of lags) covariance[lagIndex(lag, sizes)] = expected(...lag);
    return covariance;
  };

  it('is nothing where all within the limits is right, whatever lies outside', () => {
    expect(covarianceError(model, torus, exact(), limits)).toEqual({ error: 0, lag: [0, 0, 0] });
  });

  it('finds a fault at each lag, up to the limits and in both directions, over the variance', () => {
    for (const fault of lags) {
      for (const by of [0.5, -0.5]) {
        const covariance = exact();
        const opposite = fault.map((d) => 0 - d) as [number, number, number];
        covariance[lagIndex(fault, sizes)]! += by;
        covariance[lagIndex(opposite, sizes)] = covariance[lagIndex(fault, sizes)]!;
        const { error, lag } = covarianceError(model, torus, covariance, limits);
        expect(error).toBeCloseTo(0.5 / 4, 14);
        expect([[...fault], opposite]).toContainEqual([...lag]);
      }
    }
  });

  it('gives the greater of two', () => {
    const covariance = exact();
    const at: [number, number, number] = [0, 0, width];
    covariance[0]! += 0.25;
    covariance[lagIndex(at, sizes)]! -= 1;
    covariance[lagIndex([0, 0, 1], sizes)]! += 0.5;
    expect(covarianceError(model, torus, covariance, limits)).toMatchObject({ error: 0.25, lag: at });
  });
});
