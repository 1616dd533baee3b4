import { describe, expect, it } from 'vitest';
import { hardScores, normals, uniforms } from '../../../test/random';
import { addMoments, evaluate, makeGrid } from './grid';
import { type Kernel, sigmoidKernel, slopeKernel, softplusKernel } from './kernels';
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
) {
  const from = makeGrid(sources, beta);
  const to = makeGrid(targets, beta);
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

  it('for no sources or no targets', () => {
    const none = new Float64Array(0);
    expect(worstError(1, 1, none, none, Float64Array.of(1, 2), sigmoidKernel)).toBe(0);
    expect(worstError(1, 1, Float64Array.of(1), Float64Array.of(1), none, sigmoidKernel)).toBe(0);
  });
});
