import { describe, expect, it } from 'vitest';
import { hardScores, normals, uniforms } from '../../../test/random';
import { addMoments, evaluate, makeGrid } from './grid';
import { type Kernel, sigmoidKernel, slopeKernel, softplusKernel } from './kernels';
import { makeSide } from './side';
import { sweep } from './sweep';

const kernels = [softplusKernel, sigmoidKernel, slopeKernel];

/** Largest error of any target's sum, relative to the sum of the magnitudes of its terms. */
function worstError(
  beta: number,
  side: 1 | -1,
  sources: Float64Array,
  weights: Float64Array,
  targets: Float64Array,
  kernel: Kernel,
  low?: number,
) {
  const from = makeGrid(sources, beta, low);
  const to = makeGrid(targets, beta, low);
  const moments = new Float64Array(from.anchors.length);
  addMoments(from, moments, { keys: sources, first: from.first, weights });
  const [values] = sweep([kernel], beta, 0, side, from, from.toWeights(moments), to);
  const out = new Float64Array(targets.length);
  evaluate(to, to.toCoefficients(values!), { keys: targets, first: to.first }, out);
  let worst = 0;
  for (const [i, target] of targets.entries()) {
    let sum = 0;
    let size = 0;
    for (const [j, source] of sources.entries()) {
      const term = weights[j]! * kernel.f(side * beta * (source - target));
      sum += term;
      size += Math.abs(term);
    }
    // Below 1e-280 exponentials are flushed to 0 on their way.
    if (size > 1e-280) worst = Math.max(worst, Math.abs(out[i]! - sum) / size);
  }
  return worst;
}

describe('a sweep over grids agrees with the double loop', () => {
  const next = uniforms(7);
  it.each(Object.entries(hardScores))('for scores %s', (_, make) => {
    for (const [sourceCount, targetCount] of [
      [1, 1],
      [3, 40],
      [900, 300],
    ] as const) {
      const sources = make(sourceCount, 1).sort();
      const targets = make(targetCount, 2).sort();
      const weights = Float64Array.from(sources, next);
      for (const beta of [0.01, 1, 5, 200]) {
        for (const side of [1, -1] as const) {
          for (const kernel of kernels) {
            expect(worstError(beta, side, sources, weights, targets, kernel)).toBeLessThan(1e-13);
          }
        }
      }
    }
  });

  it('for weights of both signs, also when they cancel', () => {
    const sources = normals(200, 3).sort();
    const weights = Float64Array.from(sources, (_, j) => (j % 2 ? 1 : -1));
    for (const kernel of [sigmoidKernel, slopeKernel]) {
      expect(worstError(3, 1, sources, weights, normals(90, 4).sort(), kernel)).toBeLessThan(1e-13);
    }
  });

  it('for close scores in any order, by finer cells', () => {
    let tried = 0;
    for (const make of Object.values(hardScores)) {
      const [sources, targets] = [make(300, 5), make(90, 6)];
      const [low, ...rest] = [...sources, ...targets].sort((a, b) => a - b);
      const weights = Float64Array.from(sources, next);
      for (const beta of [1e-9, 0.01, 1, 20]) {
        if (beta * (rest.at(-1)! - low!) > 1000) continue;
        for (const side of [1, -1] as const) {
          for (const kernel of kernels) {
            // In thousands of steps from cell to cell the linear part of softplus loses more than exponentials do.
            expect(worstError(beta, side, sources, weights, targets, kernel, low)).toBeLessThan(
              kernel === softplusKernel ? 5e-13 : 1e-13,
            );
            tried++;
          }
        }
      }
    }
    expect(tried).toBeGreaterThan(150);
  });

  it('for no sources or no targets', () => {
    const none = new Float64Array(0);
    expect(worstError(1, 1, none, none, Float64Array.of(1, 2), sigmoidKernel)).toBe(0);
    expect(worstError(1, 1, Float64Array.of(1), Float64Array.of(1), none, sigmoidKernel)).toBe(0);
  });
});

describe('makeSide leaves many close scores in their order, and sorts', () => {
  const side = (scores: Float64Array, beta: number) =>
    makeSide({ scores, weights: scores.map(() => 1), labels: scores.map((_, i) => i % 2) }, beta, 1);
  const isSorted = (scores: Float64Array, beta = 1) => {
    const { order, keys, low } = side(scores, beta);
    expect([...keys]).toEqual(Array.from(order, (i) => scores[i]));
    const rising = keys.every((key, k) => !k || key >= keys[k - 1]!);
    expect(low).toBe(rising ? undefined : scores.filter((_, i) => i % 2).reduce((a, b) => Math.min(a, b)));
    return rising;
  };
  const many = normals(20_000, 1);

  it.each([
    ['few', many.subarray(0, 8000), 1],
    ['scores far apart for their number', many, 10],
    ['an outlier', many.map((z, i) => (i === 7 ? 1e9 : z)), 1],
    ['kernels with a kink', many, Infinity],
    ['scores so large that edges of cells would be none', many.map((z) => 1e9 + z), 1],
  ])('%s', (_, scores, beta) => {
    expect(isSorted(scores, beta)).toBe(true);
  });

  it('not those that are close', () => {
    expect(isSorted(many, 0.5)).toBe(false);
    expect(isSorted(many.map((z) => 1e6 + z / 2))).toBe(false);
  });
});
