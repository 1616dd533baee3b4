import { expect, it } from 'vitest';
import { normals, uniforms } from '../../test/random';
import { sigmoid, sigmoidSlope } from '../core/sigmoid';
import { softConcordanceLoss } from './soft-concordance';

const count = 1500;

/** All comparable pairs, one by one. */
function byPairs(beta: number, scores: Float64Array, time: number[], event: number[], weights: number[]) {
  const grad = new Float64Array(count);
  let value = 0;
  let pairs = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; event[i] === 1 && j < count; j++) {
      if (!(time[j]! > time[i]! || (time[j] === time[i] && event[j] === 0))) continue;
      const weight = weights[i]! * weights[j]!;
      const x = beta * (scores[j]! - scores[i]!);
      value += weight * sigmoid(x);
      pairs += weight;
      grad[j]! += weight * beta * sigmoidSlope(x);
      grad[i]! -= weight * beta * sigmoidSlope(x);
    }
  }
  return { value: value / pairs, grad: grad.map((g) => g / pairs) };
}

// Few points stand for all scores at a small beta; divide and conquer does the work at a large one.
it.each([
  [0.1, 1e9, 0],
  [1, 40, 0],
  [3, 40, 0],
  [1, 1e9, 0],
  [100, 40, 0],
  [100, 1e9, 0],
  [1e4, 1e9, 0],
  [100, 40, 1e9],
  [1e4, 1e9, 1e9],
])('equals the loop over all pairs, beta %d, times of %d levels, scores about %d', (beta, levels, shift) => {
  const next = uniforms(count);
  const scores = normals(count, 3).map((score) => score + shift);
  const time = Array.from(scores, () => Math.floor(levels * next()));
  const event = Array.from(scores, () => (next() < 0.4 ? 1 : 0));
  const weights = Array.from(scores, () => 0.5 + next());
  const exact = byPairs(beta, scores, time, event, weights);
  const { value, grad } = softConcordanceLoss({ beta }).valueAndGrad(scores, { time, event }, { weights });
  expect(Math.abs(value / exact.value - 1)).toBeLessThan(1e-12);
  const largest = exact.grad.reduce((max, g) => Math.max(max, Math.abs(g)), 0);
  for (const [i, g] of exact.grad.entries()) expect(Math.abs(grad[i]! - g) / largest).toBeLessThan(1e-11);
});
