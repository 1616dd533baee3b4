import { type PairwiseAucOptions, pairwiseAucLoss, type Surrogate } from '@backdropjs/losses';
import { describe, expect, it } from 'vitest';
import { hardScores, uniforms } from './random';

const many = Number(process.env['BACKDROPJS_SCORES'] ?? 6000);
const surrogates: Surrogate[] = ['sigmoid', 'logistic', 'hinge', 'squaredHinge', 'square', 'exponential'];

/** Errors of method 'kernel' against method 'pairwise': of the value, and of the gradient over its maximum. */
function errors(
  surrogate: Surrogate,
  beta: number,
  scores: Float64Array,
  labels: number[],
  weights?: number[],
) {
  const usesBeta = ['sigmoid', 'logistic', 'exponential'].includes(surrogate);
  const option = usesBeta ? { beta } : { margin: beta };
  const run = (method: 'pairwise' | 'kernel') =>
    pairwiseAucLoss({ surrogate, method, ...option } as PairwiseAucOptions).valueAndGrad(scores, labels, {
      weights,
    });
  const exact = run('pairwise');
  const fast = run('kernel');
  const largest = exact.grad.reduce((max, g) => Math.max(max, Math.abs(g)), 0);
  const worst = exact.grad.reduce((max, g, i) => Math.max(max, Math.abs(g - fast.grad[i]!)), 0);
  return {
    value: exact.value === 0 ? Math.abs(fast.value) : Math.abs(fast.value / exact.value - 1),
    grad: largest === 0 ? worst : worst / largest,
  };
}

describe.each(surrogates)('method kernel against pairwise: %s', (surrogate) => {
  for (const [name, make] of Object.entries(hardScores)) {
    // Elsewhere it overflows.
    const tame = ['random', 'heavy ties', 'near ties', 'all equal', 'shifted by 1e6'];
    if (surrogate === 'exponential' && !tame.includes(name)) continue;
    it.each([2, 50, 1500])(`scores ${name}, n = %i`, (count) => {
      const next = uniforms(count);
      const scores = make(count, count);
      const labels = Array.from(scores, (_, i) => (i === 0 || (i > 1 && next() < 0.2) ? 1 : 0));
      const weights = labels.map(() => 0.1 + next());
      for (const beta of [1, 7]) {
        const { value, grad } = errors(surrogate, beta, scores, labels, weights);
        expect(value).toBeLessThan(1e-12);
        expect(grad).toBeLessThan(1e-11);
      }
    });
  }

  // With 5 % positives that is 1.7 million pairs; BACKDROPJS_SCORES=20000 compares 19 million.
  const large = ['random', 'heavy ties', 'near ties', 'far apart', 'two clusters'];
  it.each(surrogate === 'exponential' ? large.slice(0, 2) : large)(`scores %s, n = ${many}`, (name) => {
    const next = uniforms(9);
    const scores = hardScores[name]!(many, 10);
    const labels = Array.from(scores, () => (next() < 0.05 ? 1 : 0));
    const { value, grad } = errors(surrogate, 2, scores, labels);
    expect(value).toBeLessThan(1e-12);
    expect(grad).toBeLessThan(1e-11);
  });
});

it('many close scores are not sorted, and any order of them has the same sums', () => {
  const scores = hardScores['random']!(20_000, 3).map((z) => z / 4);
  const labels = Array.from(scores, (_, i) => Number(i % 50 === 0));
  for (const surrogate of ['sigmoid', 'logistic'] as const) {
    const { value, grad } = errors(surrogate, 1.5, scores, labels);
    expect(value).toBeLessThan(1e-13);
    expect(grad).toBeLessThan(1e-12);
  }
});

it('stays accurate when weights of the classes are far apart in size', () => {
  const scores = hardScores['random']!(300, 11);
  const labels = Array.from(scores, (_, i) => (i % 3 ? 0 : 1));
  const plain = pairwiseAucLoss().valueAndGrad(scores, labels);
  const weights = labels.map((y) => (y ? 1e-300 : 1e300));
  const scaled = pairwiseAucLoss().valueAndGrad(scores, labels, { weights });
  expect(scaled.value).toBeCloseTo(plain.value, 14);
  for (const [i, g] of plain.grad.entries()) expect(scaled.grad[i]).toBeCloseTo(g, 14);
});
