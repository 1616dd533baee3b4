// What users reported of peers, tried here: each case is the report's input, or the smallest like it, and today's outcome.
import {
  approxNdcgLoss,
  averagePrecision,
  calibrationError,
  concordanceIndex,
  diceLoss,
  fBeta,
  ndcg,
  pairwiseAucLoss,
  rocAuc,
  softRank,
} from '@backdropjs/losses';
import {
  byGroup,
  crossEntropy,
  multilabel,
  oneVsOne,
  oneVsRest,
  reciprocalRank,
} from '@backdropjs/losses/evaluation';
import { lambdaLoss, multiclassAucLoss, rankNetLoss } from '@backdropjs/losses/ranking';
import { expect, it } from 'vitest';

const code = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return 'none';
};
const f1 = (s: ArrayLike<number>, y: ArrayLike<number>, inputs: object) =>
  fBeta(s, y, { ...inputs, threshold: 0.5 });
/** Three classes, of which the last is absent. */
const absent = [
  [0.6, 0.3, 0.1, 0.2, 0.7, 0.1, 0.5, 0.4, 0.1],
  [0, 1, 0],
] as const;
const multi = [
  [0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0],
  [1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0],
] as const;
const tied = [1, 1, 1, 1];

const reports: Record<string, () => void> = {
  // One class alone: 0, 1, NaN or a warning at whim.
  'torchmetrics: one class alone': () => {
    expect(code(() => rocAuc([1, 2], [1, 1]))).toBe('NO_NEGATIVES');
    expect(code(() => rocAuc([1, 2], [0, 0]))).toBe('NO_POSITIVES');
    expect(averagePrecision([1, 2], [1, 1])).toBe(1);
    expect(code(() => averagePrecision([1, 2], [0, 0]))).toBe('NO_POSITIVES');
  },
  // An absent class ends the run, or counts 0 in the mean.
  'torchmetrics: absent class ends the run': () => {
    const classes = { numClasses: 3, onUndefined: 'skip' } as const;
    expect(oneVsRest(rocAuc, ...absent, classes).value).toBe(1);
    expect(oneVsRest(rocAuc, ...absent, { ...classes, average: 'weighted' }).value).toBe(1);
  },
  'pytorch-lightning: absent class is not named': () =>
    expect(() => oneVsRest(rocAuc, ...absent, { numClasses: 3 })).toThrow('of class 2, see onUndefined'),
  'scikit-learn: absent class by class': () =>
    expect(oneVsRest(rocAuc, ...absent, { numClasses: 3, onUndefined: 'skip' }).parts[2]!.value).toBeNaN(),
  // More classes than there are must not lower the mean unasked.
  'torchmetrics: more classes than there are': () => {
    const scores = [0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0];
    const wide = scores.flatMap((s, k) => (k % 3 === 2 ? [s, 0, 0] : [s]));
    const skip = { onUndefined: 'skip' } as const;
    const three = oneVsRest(f1, scores, [2, 1, 0, 0], { numClasses: 3, ...skip });
    expect(oneVsRest(f1, wide, [2, 1, 0, 0], { numClasses: 5, ...skip }).value).toBe(three.value);
  },
  // A label that no item has: an error that does not say which.
  'scikit-learn: label without positives': () => {
    expect(() => multilabel(rocAuc, ...multi, { numLabels: 4 })).toThrow('of label 1, see onUndefined');
    expect(multilabel(rocAuc, ...multi, { numLabels: 4, average: 'micro' }).value).toBe(0.75);
  },
  'torchmetrics: multilabel AUC': () => {
    const scores = [0.9, 0.7, 0, 0, 0, 0, 0, 0.9];
    const labels = [1, 1, 0, 0, 1, 0, 0, 1];
    expect(() => multilabel(rocAuc, scores, labels, { numLabels: 4 })).toThrow('of label 0');
    expect(multilabel(rocAuc, scores, labels, { numLabels: 4, onUndefined: 'skip' }).value).toBe(1);
  },
  // Scores that sum to 1 are asked for, though an AUC needs none.
  'pytorch-lightning: scores that sum to 1': () =>
    expect(oneVsOne(rocAuc, [3, 1, -2, 5], [0, 1], { numClasses: 2 }).value).toBe(1),
  // A constant scorer is perfect where ties keep the order of the input.
  'mteb: constant scorer': () => {
    expect(reciprocalRank(tied, [1, 0, 0, 0])).toBe((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4);
    expect(reciprocalRank(tied, [0, 0, 0, 1])).toBe(reciprocalRank(tied, [1, 0, 0, 0]));
  },
  'sentence-transformers: ties at k': () => expect(reciprocalRank(tied, [1, 1, 0, 0], { k: 1 })).toBe(0.5),
  // With one relevant item a query MAP is MRR, with ties by expectation too close to differ by order.
  'beir: MAP and MRR of one relevant item': () => {
    for (const at of [0, 1, 2, 3]) {
      const labels = tied.map((_, i) => Number(i === at));
      expect(averagePrecision(tied, labels)).toBe(0.25);
      expect(averagePrecision([4, 3, 2, 1], labels)).toBe(reciprocalRank([4, 3, 2, 1], labels));
    }
  },
  'torchmetrics: reciprocal rank past k': () =>
    expect(reciprocalRank([3, 2, 1], [0, 0, 1], { k: 2 })).toBe(0),
  'scholar: NDCG of ties': () => expect(ndcg([1, 1, 1, 1, 1], [10, 0, 0, 1, 5])).toBeCloseTo(0.690979, 6),
  'LightGBM: NDCG by order of ties': () => expect(ndcg(tied, [3, 0, 1, 0])).toBe(ndcg(tied, [0, 1, 0, 3])),
  // By query, not over the whole set.
  'LightGBM: NDCG by query': () => {
    const groups = ['a', 'a', 'b', 'b'];
    expect(byGroup(ndcg, [1, 2, 4, 3], [0, 1, 1, 0], { groups }).value).toBe(1);
  },
  'ranking: query without relevant items': () =>
    expect(byGroup(ndcg, [2, 1, 1, 2], [1, 0, 0, 0], { groups: [1, 1, 2, 2] }).parts[1]!.value).toBeNaN(),
  // Padding changes the loss.
  'ranking: padding': () => {
    const padded = { mask: [1, 1, 1, 0] };
    for (const loss of [approxNdcgLoss(), lambdaLoss(), rankNetLoss()]) {
      const alone = loss.valueAndGrad([1, 2, 3], [2, 0, 1]);
      expect(loss.valueAndGrad([1, 2, 3, NaN], [2, 0, 1, -1], padded).value).toBe(alone.value);
    }
  },
  // LambdaRank does not leave the start where all scores are equal.
  'ranknet-tensorflow2.0: equal scores at the start': () => {
    const { grad } = lambdaLoss({ weighing: 'lambdaRank' }).valueAndGrad(tied, [0, 2, 1, 0]);
    expect(grad[1]).toBeLessThan(grad[2]!);
    expect(grad[0]).toBe(grad[3]);
    expect(grad[0]).toBeGreaterThan(0);
  },
  'pytorch-metric-learning: loss at k': () =>
    expect(lambdaLoss({ k: 2 }).valueAndGrad([1, 2, 3], [2, 1, 0]).value).toBeGreaterThan(0),
  // Certain and wrong: clipped to some large number, or NaN.
  'scikit-learn: certain and wrong': () => {
    expect(code(() => crossEntropy([0], [1], { fromLogits: false }))).toBe('NON_FINITE');
    expect(crossEntropy([0.9], [1], { fromLogits: false })).toBe(-Math.log(0.9));
    expect(crossEntropy([-1e4], [1], { fromLogits: true })).toBe(1e4);
  },
  // A guessed sigmoid.
  'torchmetrics: guessed sigmoid': () => {
    expect(code(() => diceLoss({} as never))).toBe('OUT_OF_RANGE');
    expect(rocAuc([2, 0.5], [1, 0])).toBe(rocAuc([0.2, 0.05], [1, 0]));
  },
  'torchmetrics: ignored weights': () =>
    expect(rocAuc([1, 2, 3], [1, 0, 1], { weights: [1, 1, 3] })).toBe(0.75),
  // The pair matrix does not fit.
  'ranking: pair matrix': () => {
    const n = 100_000;
    const scores = Float64Array.from({ length: n }, (_, i) => Math.sin(i));
    const labels = scores.map((s, i) => Number(s > 0.9) + Number(i % 7 === 0));
    expect(Number.isFinite(rankNetLoss().valueAndGrad(scores, labels).value)).toBe(true);
    const classes = Float64Array.from({ length: 3 * n }, (_, i) => Math.cos(i));
    const loss = multiclassAucLoss({ numClasses: 3 });
    expect(loss.valueAndGrad(classes, labels).value).toBeGreaterThan(0);
  },
  // NaN from saturated scores.
  'LibAUC: saturated scores': () => {
    for (const surrogate of ['sigmoid', 'logistic'] as const) {
      const { value, grad } = pairwiseAucLoss({ surrogate }).valueAndGrad([-800, 800], [1, 0]);
      expect([value, ...grad].every(Number.isFinite)).toBe(true);
    }
  },
  'torchsort: saturated scores': () => {
    const { values, vjp } = softRank([1e30, -1e30, 0]);
    expect([...values, ...vjp([1, 2, 3])].every(Number.isFinite)).toBe(true);
  },
  // Labels below 0 gave an NDCG of 396.
  'scikit-learn: NDCG of labels below 0': () => {
    const scores = [0.07, 0.31, 0.75, 0.33, 0.27];
    const labels = [-0.89, -0.53, -0.47, 0.39, 0.56];
    expect(code(() => ndcg(scores, labels))).toBe('INVALID_LABEL');
    const shifted = labels.map((y) => y + 1);
    expect(ndcg(scores, shifted)).toBeCloseTo(0.7996030755957273, 14);
  },
  'scikit-learn: NDCG of one item': () => expect(ndcg([0], [1])).toBe(1),
  // At k the ideal is that of all labels, not of those that were retrieved.
  'ranking-metrics-torch: NDCG at one k': () => {
    const [scores, labels] = [
      [0.1, 0.2, 0.3, 4, 70],
      [10, 0, 0, 1, 5],
    ];
    expect(ndcg(scores, labels, { k: 3 })).toBeCloseTo(0.4124, 4);
    expect(ndcg(scores, labels, { k: 5 })).toBeCloseTo(0.6957, 4);
  },
  'lkpy: the best order cut at k': () => expect(ndcg([3, 2, 1], [5, 4, 3], { k: 2 })).toBe(1),
  // Exponential gains of large grades gave 112.
  'xgboost: NDCG above 1 of large grades': () => {
    const labels = Array.from({ length: 60 }, (_, i) => (37 * i) % 60);
    const scores = labels.map((y) => (7 * y) % 60);
    for (const k of [1, 10, 60]) {
      const value = ndcg(scores, labels, { k, gain: 'exponential' });
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
      expect(ndcg(labels, labels, { k, gain: 'exponential' })).toBe(1);
    }
  },
  'scikit-learn: average precision without positives': () =>
    expect(code(() => averagePrecision([0.1, 0.1, 0.1], [0, 0, 0]))).toBe('NO_POSITIVES'),
  // Not least where the probability is the target: as documented, and so for every peer with this formula.
  'MONAI: Dice of soft labels': () => {
    const at = (p: number) => diceLoss({ fromLogits: false }).valueAndGrad([p], [0.5]).value;
    expect([at(0.5), at(1)]).toEqual([0.5, 1 / 3]);
  },
  'nnUNet: labels to ignore in Dice': () => {
    const loss = diceLoss({ fromLogits: false });
    const { value, grad } = loss.valueAndGrad([0.9, 0.2, 0.7], [1, 0, 255], { mask: [1, 1, 0] });
    expect(value).toBe(loss.valueAndGrad([0.9, 0.2], [1, 0]).value);
    expect(grad[2]).toBe(0);
  },
  // An event at the time at which another was censored came first: half a pair elsewhere.
  'SurPyval: event and censoring at one time': () => {
    const labels = { time: [5, 5], event: [1, 0] };
    expect(concordanceIndex([0.1, 0.9], labels).cIndex).toBe(0);
    expect(concordanceIndex([0.9, 0.1], labels).cIndex).toBe(1);
  },
  'lifelines: all events at one time': () => {
    const together = { time: [1, 1, 1], event: [1, 1, 1] };
    expect(code(() => concordanceIndex([0, 1, 2], together))).toBe('NO_COMPARABLE_PAIRS');
    expect(concordanceIndex([-1, -2, -3], { time: [1, 1, 2], event: [1, 1, 1] }).cIndex).toBe(1);
  },
  // Probabilities of exactly 1 in a bin of their own, of exactly 0 out of bounds.
  'torchmetrics: calibration at 1 and 0': () => {
    expect(calibrationError([0.95, 1], [1, 0], { bins: 15 }).ece).toBeCloseTo(0.475, 14);
    expect(calibrationError([1, 1, 1, 1, 0], [0, 0, 1, 1, 1], { bins: 2 }).ece).toBeCloseTo(0.6, 14);
  },
  'scikit-learn: AUC by class': () => {
    const scores = [0.2, 0.3, 0.5, 0.3, 0.6, 0.1, 0.1, 0.1, 0.8, 0.3, 0.6, 0.1];
    const { value, parts } = oneVsRest(rocAuc, scores, [0, 1, 2, 2], { numClasses: 3 });
    expect(value).toBeCloseTo(0.5972222222222222, 14);
    expect(parts).toHaveLength(3);
  },
  'scikit-learn: two classes as several': () => {
    const scores = [0.3, 0.7, 0.8, 0.2, 0.6, 0.4];
    expect(oneVsRest(rocAuc, scores, [0, 1, 0], { numClasses: 2 }).value).toBe(0);
  },
};

it.each(Object.entries(reports))('%s', (_, outcome) => outcome());

it('there are 38', () => expect(Object.keys(reports)).toHaveLength(38));
