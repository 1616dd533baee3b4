// Many close scores are counted into cells, in the order of the caller. An item far below all others changes no rank and has no gain, but
// makes the list a wide one, which is sorted: the same sums by the other way.
import { approxNdcgLoss, averagePrecisionLoss } from '@backdropjs/losses';
import { approxNdcgAtKLoss } from '@backdropjs/losses/ranking';
import { expect, it } from 'vitest';
import { normals, uniforms } from './random';

const count = 20_000;
const next = uniforms(4);
const scores = normals(count, 3).map((z) => z / 4);
const weights = scores.map(() => 0.1 + next());
const grades = scores.map(() => Math.floor(4 * next()));
const classes = scores.map(() => Number(next() < 0.5));
const low = -1e6;
// A positive so that both sides are sorted; a weight of 0 would leave it out.
const faint = 1e-300;

it.each([
  ['approxNdcgLoss', approxNdcgLoss({ temperature: 1 }), grades, undefined, [[0, undefined]]],
  ['approxNdcgAtKLoss', approxNdcgAtKLoss({ temperature: 1, k: 9000 }), grades, weights, [[0, 1]]],
  [
    'averagePrecisionLoss',
    averagePrecisionLoss({ temperature: 1 }),
    classes,
    weights,
    [
      [0, 1],
      [1, faint],
    ],
  ],
] as const)(
  '%s: cells for many close scores give what the sort gives',
  (name, loss, labels, weights, far) => {
    const close = loss.valueAndGrad(scores, labels, { weights });
    const wide = loss.valueAndGrad([...scores, ...far.map(() => low)], [...labels, ...far.map(([y]) => y)], {
      weights: weights && [...weights, ...far.map(([, weight]) => weight ?? 1)],
    });
    // Bits tell that these were two ways.
    expect(wide.grad.slice(0, count)).not.toEqual(close.grad);
    expect(Math.abs(wide.value / close.value - 1)).toBeLessThan(1e-12);
    const largest = close.grad.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    expect(largest).toBeGreaterThan(0);
    const worst = close.grad.reduce((most, g, i) => Math.max(most, Math.abs(g - wide.grad[i]!)), 0);
    // At k one rank decides whether an item counts: of ranks near 9000 rounding leaves 12 digits.
    expect(worst / largest).toBeLessThan(name === 'approxNdcgAtKLoss' ? 1e-10 : 1e-11);
  },
);
