// What the losses of ./ranking promise beside the golden vectors: any scale of weights, ranks past k, ties in time.
import { approxNdcgLoss, ndcg, pairwiseAucLoss } from '@backdropjs/losses';
import { approxNdcgAtKLoss, lambdaLoss, rankNetLoss } from '@backdropjs/losses/ranking';
import { describe, expect, it } from 'vitest';
import { uniforms } from './random';

describe('rankNetLoss', () => {
  it('is pairwiseAucLoss on two grades, whatever the scale of the weights', () => {
    const [scores, labels] = [
      [0.3, -1, 2, 0.5],
      [0, 1, 1, 0],
    ];
    for (const [of0, of1] of [
      [1, 1],
      [1e-170, 1e-170],
      [1e170, 1e170],
      [1e-300, 1e-20],
      [1e-300, 1e300],
      [1e307, 1e-307],
      [1e307, 1e307],
      [5e-324, 5e-324],
    ] as const) {
      const weights = labels.map((y, i) => (y ? of1 : of0) * (i === 2 ? 3 : 1));
      const want = pairwiseAucLoss({ surrogate: 'logistic' }).valueAndGrad(scores, labels, { weights });
      const got = rankNetLoss().valueAndGrad(scores, labels, { weights });
      expect(got.value / want.value, `${of0}, ${of1}`).toBeCloseTo(1, 12);
      for (const [i, slope] of want.grad.entries()) expect(got.grad[i]).toBeCloseTo(slope, 12);
    }
  });

  it('does not depend on the scale of the weights with more grades', () => {
    const scores = [0.3, -1, 2, 0.5, 0.1];
    const labels = [0, 3, 1, 2, 1];
    const loss = (scale: number) =>
      rankNetLoss().valueAndGrad(scores, labels, { weights: [1, 2, 0.5, 3, 1].map((w) => w * scale) });
    const want = loss(1);
    // Powers of two, in which nothing rounds.
    for (const scale of [2 ** -1000, 2 ** -600, 2 ** 600, 2 ** 1020]) expect(loss(scale)).toEqual(want);
  });

  it('says that only one grade has a weight', () => {
    expect(() => rankNetLoss().valueAndGrad([1, 2], [3, 3])).toThrow('two items of different labels');
  });
});

describe('lambdaLoss', () => {
  it('cuts discounts of ranks at k, not those of distances between ranks', () => {
    const [scores, labels] = [
      [3, 2, 1, 0],
      [0, 0, 0, 1],
    ];
    const lost = (s: number) => Math.log1p(Math.exp(s));
    const d = (r: number) => 1 / Math.log2(1 + r);
    const at1 = { k: 1, gain: 'linear' } as const;
    const rank = lambdaLoss({ ...at1, weighing: 'lambdaRank' }).valueAndGrad(scores, labels).value;
    expect(rank).toBeCloseTo((1 - 0) * lost(3), 14);
    const distance = lambdaLoss({ ...at1, weighing: 'ndcgLoss2' }).valueAndGrad(scores, labels).value;
    expect(distance).toBeCloseTo((d(3) - d(4)) * lost(3), 14);
  });

  it('takes equal items at once: 200,000 ties end', () => {
    const n = 200_000;
    const labels = Float64Array.from({ length: n }, (_, i) => i % 2);
    const { value, grad } = lambdaLoss({ k: 5 }).valueAndGrad(new Float64Array(n), labels);
    expect(value).toBeGreaterThan(0);
    expect(grad[0]).toBeGreaterThan(0);
    expect(grad[1]).toBeCloseTo(-grad[0]!, 15);
  });
});

describe('approxNdcgAtKLoss', () => {
  const [scores, labels] = [
    [0.3, -1, 2, 0.5, 0.1],
    [0, 3, 1, 2, 1],
  ];

  it('is approxNdcgLoss without k and weights', () => {
    const options = { temperature: 0.7, gain: 'linear' } as const;
    const want = approxNdcgLoss(options).valueAndGrad(scores, labels);
    const got = approxNdcgAtKLoss(options).valueAndGrad(scores, labels);
    expect(got.value).toBe(want.value);
    for (const [i, slope] of want.grad.entries()) expect(got.grad[i]).toBeCloseTo(slope, 15);
  });

  it.each([1, 2, 3, 5, 9])('is 1 - NDCG@%d for scores far apart', (k) => {
    const far = scores.map((score) => 1e3 * score);
    for (const gain of ['linear', 'exponential'] as const) {
      const { value, grad } = approxNdcgAtKLoss({ k, gain }).valueAndGrad(far, labels);
      expect(value).toBeCloseTo(1 - ndcg(far, labels, { k, gain }), 14);
      expect(grad).toEqual(new Float64Array(5));
    }
  });

  it('has no jump of the gradient where ties put ranks at k or k + 1', () => {
    for (const [k, n] of [
      [2, 3],
      [2, 5],
      [3, 5],
    ] as const) {
      const labels = Array.from({ length: n }, (_, i) => Number(i === 0));
      const slope = (step: number) =>
        approxNdcgAtKLoss({ k, temperature: 1 }).valueAndGrad(
          labels.map((y) => y * step),
          labels,
        ).grad[0]!;
      for (const step of [1e-9, -1e-9]) expect(slope(step)).toBeCloseTo(slope(0), 7);
    }
  });

  it('lies in [0, 1], also with many equal labels and scores', () => {
    const next = uniforms(7);
    const below = (n: number) => Math.floor(n * next());
    let counted = 0;
    for (let draw = 0; draw < 3000; draw++) {
      const n = 1 + below(40);
      const [grid, levels] = [below(3), 2 + below(3)];
      const labels = Array.from({ length: n }, () => below(levels));
      const scores = labels.map((y) => {
        const z = 4 * next() + (draw % 2) * y;
        return grid ? Math.round(z / grid) : z;
      });
      if (!labels.some(Boolean)) continue;
      const loss = approxNdcgAtKLoss({ k: 1 + below(12), temperature: 0.05 + 2 * next() });
      const { value } = loss.valueAndGrad(scores, labels, {
        weights: draw % 3 ? undefined : labels.map(() => 0.1 + next()),
      });
      expect(value).toBeGreaterThan(-1e-14);
      expect(value).toBeLessThan(1 + 1e-14);
      counted++;
    }
    expect(counted).toBeGreaterThan(2500);
  });

  it('of equal scores only k in all count', () => {
    const value = (n: number, k: number) =>
      approxNdcgAtKLoss({ k }).valueAndGrad(new Float64Array(n), new Float64Array(n).fill(1)).value;
    // Each of three ranks is 2; of k = 2 the best order has 1 and 1 / log2(3).
    expect(value(3, 2)).toBeCloseTo(1 - 2 / Math.log2(3) / (1 + 1 / Math.log2(3)), 14);
    const best = Array.from({ length: 10 }, (_, i) => 1 / Math.log2(2 + i)).reduce((sum, part) => sum + part);
    expect(value(19, 10)).toBeCloseTo(1 - 10 / Math.log2(11) / best, 14);
  });

  it('has the gradient of its value where shares are cut', () => {
    const loss = approxNdcgAtKLoss({ k: 3, temperature: 0.8 });
    const labels = [1, 2, 1, 0, 2, 1, 3, 0];
    const scores = [0.3, 0.31, 0.2, 0.25, 0.4, 0.1, 0.35, 0.28];
    const weights = [1, 2, 0.5, 1, 1, 3, 1, 1];
    const at = (moved: number[]) => loss.valueAndGrad(moved, labels, { weights });
    const { grad } = at(scores);
    for (const i of scores.keys()) {
      const value = (shift: number) => at(scores.map((s, j) => (i === j ? s + shift : s))).value;
      expect(grad[i]).toBeCloseTo((value(1e-5) - value(-1e-5)) / 2e-5, 9);
    }
  });

  it('does not depend on the scale of the weights, nor leave the range of numbers', () => {
    const loss = (scale: number) =>
      approxNdcgAtKLoss({ k: 3 }).valueAndGrad(scores, labels, {
        weights: [1, 2, 0.5, 3, 1].map((w) => w * scale),
      });
    const want = loss(1);
    for (const scale of [2 ** -1000, 2 ** 600, 2 ** 1020]) expect(loss(scale)).toEqual(want);
  });
});
