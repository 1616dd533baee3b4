import { describe, expect, it } from 'vitest';
import { normals } from '../../test/random';
import { approxNdcgLoss } from '../losses/approx-ndcg';
import { averagePrecisionLoss } from '../losses/average-precision';
import { coxPartialLikelihoodLoss } from '../losses/cox-partial-likelihood';
import { listwiseSoftmaxLoss } from '../losses/listwise-softmax';
import { pairwiseAucLoss } from '../losses/pairwise-auc';
import { concordanceIndex } from '../metrics/concordance-index';
import { ndcg } from '../metrics/ndcg';
import { rocAuc } from '../metrics/roc-auc';

const scores = [0.3, -1, 2, 0.5];

it('labels and events may be booleans', () => {
  const bools = [true, false, false, true];
  const bits = [1, 0, 0, 1];
  expect(pairwiseAucLoss().valueAndGrad(scores, bools)).toEqual(pairwiseAucLoss().valueAndGrad(scores, bits));
  expect(rocAuc(scores, bools)).toBe(rocAuc(scores, bits));
  const time = [1, 2, 3, 4];
  const cox = coxPartialLikelihoodLoss();
  expect(cox.valueAndGrad(scores, { time, event: bools })).toEqual(
    cox.valueAndGrad(scores, { time, event: bits }),
  );
  expect(concordanceIndex(scores, { time, event: bools })).toEqual(
    concordanceIndex(scores, { time, event: bits }),
  );
  expect(() => rocAuc(scores, ['1', '0', '0', '1'] as never)).toThrow('labels[0] must be one of');
});

it('groups may be strings, as ids of queries are', () => {
  const relevance = [1, 0, 0, 2];
  const ids = ['q1', 'q2', 'q1', 'q2'];
  const numbers = [1, 2, 1, 2];
  const loss = listwiseSoftmaxLoss();
  expect(loss.valueAndGrad(scores, relevance, { groups: ids })).toEqual(
    loss.valueAndGrad(scores, relevance, { groups: numbers }),
  );
  expect(ndcg(scores, relevance, { groups: ids })).toBe(ndcg(scores, relevance, { groups: numbers }));
  expect(() => ndcg(scores, relevance, { groups: [1, 2, NaN, 1] })).toThrow(
    'groups[2] must be finite or text, got NaN',
  );
});

describe('short lists, whose pairs are visited, and long ones, which are swept, agree', () => {
  // 60 items are pairs, 70 a sweep: the same list with ten more that are far below and count for nothing in the ranks.
  const n = 60;
  const own = [...normals(n, 1)];
  const far = Array.from({ length: 10 }, (_, i) => -1e4 - i);
  const labels = own.map((_, i) => Number(i % 4 === 0));
  it.each([
    ['approxNdcgLoss', approxNdcgLoss({ temperature: 0.3 })],
    ['averagePrecisionLoss', averagePrecisionLoss({ temperature: 0.3 })],
  ])('%s', (_, loss) => {
    const short = loss.valueAndGrad(own, labels);
    const long = loss.valueAndGrad([...own, ...far], [...labels, ...far.map(() => 0)]);
    expect(long.value).toBeCloseTo(short.value, 12);
    for (const [i, g] of short.grad.entries()) expect(long.grad[i]).toBeCloseTo(g, 12);
  });
});
