// Inputs near the ends of float64, and sums whose order matters, for which a finite but wrong number, or an error for want
// of range, was once the answer.
import { describe, expect, it } from 'vitest';
import { normals, uniforms } from '../../test/random';
import { concordanceIndex } from '../metrics/concordance-index';
import { fBeta } from '../metrics/f-beta';
import { ndcg } from '../metrics/ndcg';
import { approxNdcgLoss } from './approx-ndcg';
import { diceLoss } from './dice';
import { distanceCorrelationLoss } from './distance-correlation';
import { listMleLoss } from './list-mle';
import { listwiseSoftmaxLoss } from './listwise-softmax';
import { jaccardIncrements } from './lovasz';
import { mmdLoss } from './mmd';
import { softFBetaLoss } from './soft-f-beta';
import { tverskyLoss } from './tversky';

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
}

it('a mean over lists whose sum leaves the range of float64 is an error, unless NaN was asked for', () => {
  const [scores, labels, groups] = [
    [0, 1.2e308, 0, 1.2e308, 0],
    [1, 0, 1, 0, 0],
    [1, 1, 2, 2, 3],
  ];
  expect(
    codeOf(() =>
      listMleLoss().valueAndGrad(scores.slice(0, 4), labels.slice(0, 4), { groups: groups.slice(0, 4) }),
    ),
  ).toBe('NON_FINITE');
  const one = listwiseSoftmaxLoss({ onUndefined: 'nan' }).valueAndGrad([0, 1, 0, 1], [0, 0, 1, 0], {
    groups: [1, 1, 2, 2],
  });
  expect(one.value).toBeNaN();
});

it('fBeta is recall for any large beta and precision for any small one', () => {
  // A hit, three misses and a false alarm.
  const f = (beta: number, weight: number) =>
    fBeta([1, 0, 0, 0, 1], [1, 1, 1, 1, 0], { threshold: 0.5, beta, weights: Array(5).fill(weight) });
  for (const weight of [1e-150, 1, 1e150]) {
    for (const beta of [1e8, 1e150, 1e154, 1e200, Number.MAX_VALUE])
      expect(f(beta, weight)).toBeCloseTo(0.25, 14);
    for (const beta of [1e-9, 1e-154, 1e-200, 5e-324]) expect(f(beta, weight)).toBeCloseTo(0.5, 14);
    expect(f(2, weight)).toBeCloseTo(5 / 18, 14);
  }
  for (const beta of [1e-200, 1, 1e200]) expect(fBeta([0], [1], { threshold: 0.5, beta })).toBe(0);
});

it('concordanceIndex has no ties without equal scores, whatever the weights', () => {
  const labels = { time: [87, 79, 79, 8], event: [1, 1, 1, 1] };
  const weights = [0.7, 0.1, 0.2, 0.1];
  expect(concordanceIndex([0, 2, 1, 3], labels, { weights })).toMatchObject({ tied: 0, discordant: 0 });
  const next = uniforms(3);
  for (let trial = 0; trial < 500; trial++) {
    const n = 2 + Math.floor(12 * next());
    const scores = Array.from({ length: n }, (_, i) => i);
    const time = scores.map(() => Math.floor(6 * next()));
    const own = scores.map(() => Math.floor(10 * next() + 1) / 10);
    const result = () => concordanceIndex(scores, { time, event: scores.map(() => 1) }, { weights: own });
    if (codeOf(result) === 'none') expect(result().tied).toBe(0);
    // All scores equal: nothing but ties.
    const flat = () =>
      concordanceIndex(
        scores.map(() => 1),
        { time, event: scores.map(() => 1) },
        { weights: own },
      );
    if (codeOf(flat) === 'none') expect(flat()).toMatchObject({ concordant: 0, discordant: 0, cIndex: 0.5 });
  }
});

it('increments of the Jaccard loss are exact to rounding where J is near 1', () => {
  const n = 3e5;
  const errors = normals(n, 4).map((z) => Math.abs(z) + 1);
  const foreground = new Float64Array(n);
  // The only positive is found last: J is 1 - 1 / union until then.
  foreground[7] = 1;
  errors[7] = 0.5;
  const increments = jaccardIncrements(errors, foreground, new Float64Array(n).fill(1));
  const order = Array.from(errors.keys()).sort((i, j) => errors[j]! - errors[i]! || i - j);
  for (let k = 0; k < n - 1; k += 997) {
    expect(increments[order[k]!]! * (k + 1) * (k + 2)).toBeCloseTo(1, 12);
  }
  // Weights that leave a remainder when they are taken away one by one.
  const some = jaccardIncrements(
    Float64Array.of(4, 3, 2, 1),
    Float64Array.of(1, 1, 1, 0),
    Float64Array.of(0.7, 0.1, 0.2, 1),
  );
  expect(some[3]).toBe(0);
});

describe('distanceCorrelationLoss', () => {
  const x = normals(24, 5);
  const y = normals(12, 6);
  const base = distanceCorrelationLoss().valueAndGrad(x, y, { dimension: 2, yDimension: 1 });
  it.each([2 ** -1020, 2 ** -700, 2 ** 700, 2 ** 1020])('is the same for vectors times %d', (scale) => {
    const scaled = x.map((value) => value * scale);
    const inputs = { dimension: 2, yDimension: 1 };
    const { value, gradX, gradY } = distanceCorrelationLoss().valueAndGrad(scaled, y, inputs);
    expect(value).toBeCloseTo(base.value, 14);
    for (const [at, g] of gradX.entries()) expect(g * scale).toBeCloseTo(base.gradX[at]!, 12);
    for (const [at, g] of gradY.entries()) expect(g).toBeCloseTo(base.gradY[at]!, 12);
  });

  it('does not mind a far common coordinate', () => {
    const far = Float64Array.from({ length: 24 }, (_, at) => (at % 2 ? 1e-200 * x[at]! : 1e300));
    const near = x.filter((_, at) => at % 2);
    const want = distanceCorrelationLoss().valueAndGrad(near, y, { dimension: 1 }).value;
    const got = distanceCorrelationLoss().valueAndGrad(far, y, { dimension: 2, yDimension: 1 }).value;
    expect(got).toBeCloseTo(want, 12);
  });
});

it('mmdLoss of vectors whose difference overflows has slopes 0', () => {
  const { value, gradX } = mmdLoss().valueAndGrad([1e308, 0], [-1e308, 0], { dimension: 1 });
  expect([value, ...gradX]).toEqual([0.5, 0, 0]);
});

describe('gains that overflow', () => {
  it.each([
    [[1024, 1023, 5], 1],
    [[5000.5, 5000, 0], 1],
  ])('ndcg of the ideal order of %j is 1', (labels, want) => {
    expect(ndcg([3, 2, 1], labels, { gain: 'exponential' })).toBe(want);
  });

  it('ndcg and approxNdcgLoss depend on the differences of large labels alone', () => {
    for (const large of [1000, 2000, 1e6]) {
      const at = (base: number) => [base, base + 1, base - 1];
      const options = { gain: 'exponential' } as const;
      const want = ndcg([3, 2, 1], at(100), options);
      expect(ndcg([3, 2, 1], at(large), options)).toBeCloseTo(want, 14);
      expect(ndcg([3, 2, 1], at(large), { ...options, k: 1 })).toBeCloseTo(0.5, 14);
      const loss = (base: number) => approxNdcgLoss().valueAndGrad([3, 2, 1], at(base)).value;
      expect(loss(large)).toBeCloseTo(loss(100), 14);
    }
    expect(ndcg([3, 2], [1e308, 1.7e308])).toBeCloseTo(ndcg([3, 2], [1, 1.7]), 14);
  });

  it('listwiseSoftmaxLoss says when the sum of labels overflows', () => {
    const call = () => listwiseSoftmaxLoss().valueAndGrad([1, 2], [1.7e308, 1.7e308]);
    expect(codeOf(call)).toBe('NON_FINITE');
  });
});

it('approxNdcgLoss of a single item has gradient 0 at any temperature', () => {
  for (const temperature of [1, 1e-6, 1e-300]) {
    const { value, grad } = approxNdcgLoss({ temperature }).valueAndGrad([0.3], [2]);
    expect([value, grad[0]]).toEqual([0, 0]);
  }
});

it('a soft ratio 0/0 is undefined, not NaN', () => {
  const tversky = (onUndefined: 'throw' | 'zero') =>
    tverskyLoss({ fromLogits: false, alpha: 0, beta: 0, onUndefined }).valueAndGrad([0, 0.5], [1, 0]);
  expect(codeOf(() => tversky('throw'))).toBe('NO_POSITIVES');
  expect(tversky('zero').value).toBe(0);
  const noFalseNegatives = () =>
    tverskyLoss({ fromLogits: false, alpha: 1, beta: 0 }).valueAndGrad([0, 0], [1, 0]);
  expect(codeOf(noFalseNegatives)).toBe('NO_POSITIVES');
  const soft = () => softFBetaLoss({ fromLogits: false, beta: 1e-200 }).valueAndGrad([0, 0], [1, 0]);
  expect(codeOf(soft)).toBe('NO_POSITIVES');
  const eps = tverskyLoss({ fromLogits: false, alpha: 0, beta: 0, eps: 1 }).valueAndGrad([0, 0.5], [1, 0]);
  expect(eps.value).toBe(0);
});

it('Dice, Tversky and F of a target 1/2 are least at p = 1, not at p = 1/2: their docstrings say so', () => {
  const fromLogits = false;
  for (const loss of [diceLoss({ fromLogits }), tverskyLoss({ fromLogits }), softFBetaLoss({ fromLogits })]) {
    expect(loss.valueAndGrad([0.5], [0.5]).value).toBe(0.5);
    expect(loss.valueAndGrad([1], [0.5]).value).toBeCloseTo(1 / 3, 15);
  }
});
