// How the torus of padding 'auto' grows: which axes, and by how much.
import { expect, it } from 'vitest';
import { exponential } from '../models/exponential';
import type { CovarianceModel } from '../models/model';
import { nugget } from '../models/nugget';
import { rationalQuadratic } from '../models/rational-quadratic';
import { squaredExponential } from '../models/squared-exponential';
import { sum } from '../models/sum';
import { embedPadded } from './embed';

const tilted = (correlationLength: number, angle: number) => ({
  correlationLength,
  anisotropy: { ratio: 0.05, angle, depthRatio: 0.3 },
});
const diagonal = Math.PI / 4;

/** The tori that are tried, with a t where the covariance is truncated, and the torus that is taken. */
function tori(model: CovarianceModel, shape: number[]) {
  const tried: string[] = [];
  const observed: CovarianceModel = {
    ...model,
    eigenvalues(torus, within) {
      tried.push(torus.shape.join('x') + (within ? 't' : ''));
      return model.eigenvalues(torus, within);
    },
  };
  const { torus, error } = embedPadded(observed, { shape, spacing: shape.map(() => 1) }, 'auto', 1e-8);
  expect(error).toBeLessThanOrEqual(1e-8);
  return { tried: tried.join(' '), taken: torus.shape.join('x') };
}

it.each<[string, CovarianceModel, number[], string]>([
  [
    'along the axes of the worst lag, not along the depth',
    squaredExponential(tilted(12, diagonal)),
    [4, 16, 16],
    '27x36x36 27x45x45 27x60x60 27x75x75',
  ],
  [
    'never along an axis of one point',
    squaredExponential(tilted(12, diagonal)),
    [1, 16, 16],
    '1x36x36 1x45x45 1x60x60 1x75x75',
  ],
  [
    'with a nugget',
    sum(squaredExponential(tilted(20, diagonal)), nugget({ variance: 0.1 })),
    [24, 24],
    '60x60 75x75 96x96 120x120',
  ],
  ['from different lengths', squaredExponential(tilted(30, 0.3)), [20, 40], '45x135 60x180 75x225'],
  [
    'along all axes while eigenvalues are negative, those of the covariance at first and of the truncated one then',
    rationalQuadratic({ correlationLength: 8, alpha: 3 }),
    [40, 50],
    '80x100 80x100t 100x125t 125x160t 160x200t 200x250t 250x320t',
  ],
])('%s', (_, model, shape, tried) => {
  expect(tori(model, shape)).toEqual({ tried, taken: tried.split(' ').at(-1)!.replace('t', '') });
});

it('by a quarter up to 2^18 points, and by half from there on', () => {
  const [wrong, right] = [exponential({ correlationLength: 9 }), exponential({ correlationLength: 3 })];
  const late: CovarianceModel = {
    ...right,
    eigenvalues: (torus, within) => (torus.shape[0]! > 400_000 ? right : wrong).eigenvalues(torus, within),
  };
  expect(tori(late, [200_000])).toEqual({ tried: '202500 253125 320000 480000', taken: '480000' });
});
