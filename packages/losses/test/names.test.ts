// The names of options and inputs that the types allow are those that run time takes, of every export: the compiler refuses a table
// that lacks one of the types' names or has another, the tests one that run time does not list.
import * as losses from '@backdropjs/losses';
import * as batches from '@backdropjs/losses/batches';
import * as evaluation from '@backdropjs/losses/evaluation';
import * as ranking from '@backdropjs/losses/ranking';
import { expect, it } from 'vitest';
import { required } from './required';

/** The names of the properties that can have a value, of every member of a union. */
type Names<T> = T extends unknown
  ? { [N in keyof T]-?: [Exclude<T[N], undefined>] extends [never] ? never : N }[keyof T] & string
  : never;
/** A table of exactly these names. */
type Table<T> = Readonly<Record<Names<NonNullable<T>>, true>>;
type Exports = typeof losses & typeof ranking;
type LossName = Extract<keyof Exports, `${string}Loss`>;
/** Where the options of the other exports stand. */
type Places = {
  softRank: 1;
  softSort: 1;
  calibrationErrorAccumulator: 0;
  fBetaAccumulator: 0;
  scoreAccumulator: 1;
};
type MetricName = Exclude<keyof Exports, LossName | keyof Places | 'LossInputError' | 'ascend'>;

const onUndefined = { onUndefined: true } as const;
const items = { weights: true, mask: true } as const;
const lists = { ...items, groups: true } as const;
const unweighted = { mask: true, groups: true } as const;
const rows = { dimension: true, yDimension: true } as const;
const surrogate = { surrogate: true, beta: true, margin: true, method: true, ...onUndefined } as const;
const region = { maxFpr: true, minTpr: true } as const;
const overlap = { fromLogits: true, eps: true, ...onUndefined } as const;

const options: { readonly [N in LossName]: Table<Parameters<Exports[N]>[0]> } = {
  approxNdcgLoss: { temperature: true, gain: true, ...onUndefined },
  approxNdcgAtKLoss: { k: true, temperature: true, gain: true, ...onUndefined },
  aucMarginLoss: { margin: true, ...onUndefined },
  averagePrecisionLoss: { temperature: true, ...onUndefined },
  coxPartialLikelihoodLoss: { ties: true, groups: true, ...onUndefined },
  diceLoss: overlap,
  distanceCorrelationLoss: {},
  infoNceLoss: { temperature: true, similarity: true, symmetric: true },
  lambdaLoss: { weighing: true, k: true, beta: true, mu: true, gain: true, ...onUndefined },
  listMleLoss: onUndefined,
  listwiseSoftmaxLoss: onUndefined,
  lovaszHingeLoss: onUndefined,
  lovaszSoftmaxLoss: { numClasses: true, classes: true, ...onUndefined },
  mmdLoss: { bandwidth: true, estimator: true },
  multiclassAucLoss: { ...surrogate, numClasses: true, versus: true },
  pairwiseAucLoss: surrogate,
  partialAucLoss: { ...surrogate, ...region },
  precisionAtRecallLoss: { targetRecall: true, lambda: true, ...onUndefined },
  rankNetLoss: { beta: true, ...onUndefined },
  recallAtPrecisionLoss: { targetPrecision: true, lambda: true, ...onUndefined },
  softConcordanceLoss: { beta: true, ...onUndefined },
  softFBetaLoss: { ...overlap, beta: true },
  tverskyLoss: { ...overlap, alpha: true, beta: true },
};

const inputs: {
  readonly [N in LossName]: Table<Parameters<ReturnType<Exports[N]>['valueAndGrad']>[2]>;
} = {
  approxNdcgLoss: unweighted,
  approxNdcgAtKLoss: lists,
  aucMarginLoss: lists,
  averagePrecisionLoss: lists,
  coxPartialLikelihoodLoss: lists,
  diceLoss: lists,
  distanceCorrelationLoss: rows,
  infoNceLoss: rows,
  lambdaLoss: unweighted,
  listMleLoss: lists,
  listwiseSoftmaxLoss: lists,
  lovaszHingeLoss: lists,
  lovaszSoftmaxLoss: lists,
  mmdLoss: rows,
  multiclassAucLoss: lists,
  pairwiseAucLoss: lists,
  partialAucLoss: lists,
  precisionAtRecallLoss: items,
  rankNetLoss: lists,
  recallAtPrecisionLoss: items,
  softConcordanceLoss: lists,
  softFBetaLoss: lists,
  tverskyLoss: lists,
};

const metrics: { readonly [N in MetricName]: Table<Parameters<Exports[N]>[2]> } = {
  averagePrecision: items,
  calibrationError: { ...items, bins: true },
  concordanceIndex: items,
  fBeta: { ...items, beta: true, threshold: true },
  ndcg: { ...unweighted, k: true, gain: true },
  partialRocAuc: { ...items, ...region },
  precisionAtK: { mask: true, k: true },
  precisionAtRecall: { ...items, targetRecall: true },
  precisionRecallCurve: items,
  recallAtK: { mask: true, k: true },
  recallAtPrecision: { ...items, targetPrecision: true },
  rocAuc: items,
  rocCurve: items,
};

const others: { readonly [N in keyof Places]: Table<Parameters<Exports[N]>[Places[N]]> } = {
  calibrationErrorAccumulator: { bins: true },
  fBetaAccumulator: { beta: true, threshold: true },
  scoreAccumulator: { scores: true, labels: true, weights: true },
  softRank: { regularizationStrength: true, direction: true },
  softSort: { regularizationStrength: true, direction: true },
};

const ofBatches: {
  readonly [N in keyof typeof batches]: Table<Parameters<(typeof batches)[N]>[1]>;
} = {
  listBatches: { batchSize: true, seed: true },
  stratifiedBatches: { batchSize: true, atLeast: true, seed: true },
};

type Evaluation = typeof evaluation;
/** Exports that take a metric first, or two sets of scores. */
type First = Extract<keyof Evaluation, `binned${string}`>;
type Later = 'byGroup' | 'oneVsRest' | 'oneVsOne' | 'multilabel' | 'bootstrapInterval' | 'rocAucDifference';
const point = { ...items, targetPrecision: true } as const;
const average = { ...items, average: true, onUndefined: true } as const;
const ofEvaluation: {
  readonly [N in keyof Evaluation]: Table<
    Parameters<Evaluation[N]>[N extends Later ? 3 : N extends First ? 0 : 2]
  >;
} = {
  aucMu: { ...average, numClasses: true },
  bestFBeta: { ...items, beta: true },
  binnedAveragePrecisionAccumulator: { thresholds: true },
  binnedConcordanceAccumulator: { thresholds: true, times: true },
  binnedRocAucAccumulator: { thresholds: true },
  bootstrapInterval: { ...lists, seed: true, resamples: true, confidence: true, onUndefined: true },
  brierScore: { ...items, bins: true },
  byGroup: { ...average, groups: true },
  hitRateAtK: { mask: true, k: true },
  crossEntropy: { ...items, fromLogits: true },
  multilabel: { ...average, numLabels: true },
  oneVsOne: { ...average, numClasses: true },
  oneVsRest: { ...average, numClasses: true },
  reciprocalRank: { mask: true, k: true },
  rocAucDifference: { mask: true, confidence: true },
  rocAucInterval: { mask: true, confidence: true },
  thresholdAtPrecision: point,
  thresholdAtRecall: { ...items, targetRecall: true },
};

/** The names that the error of a misspelled one lists. */
function taken(call: (misspelled: object) => unknown): string[] {
  try {
    call({ misspelled: 1 });
  } catch (error) {
    const { message } = error as Error;
    return Array.from(
      message.match(/must be one of (.*), got "misspelled"/)![1]!.matchAll(/"(\w+)"/g),
      ([, name]) => name!,
    );
  }
  throw new Error('nothing was thrown');
}

type Call = (...list: unknown[]) => unknown;
const all = { ...losses, ...batches, ...evaluation, ...ranking } as unknown as Record<string, Call>;
const names = (table: object) => Object.keys(table).sort();

it.each(Object.entries(options))('options of %s', (name, table) => {
  const make = all[name]!;
  // Each surrogate takes its own.
  const kinds = 'surrogate' in table ? [{}, { surrogate: 'hinge' }] : [{}];
  const found = kinds.flatMap((kind) => taken((misspelled) => make({ ...kind, ...misspelled })));
  expect([...new Set(found)].sort()).toEqual(names(table));
});

it.each(Object.entries(inputs))('inputs of %s', (name, table) => {
  const loss = all[name]!(required[name] ?? {}) as {
    valueAndGrad: Call;
  };
  const found = taken((misspelled) => loss.valueAndGrad([1], [1], misspelled));
  expect(found.sort()).toEqual(names(table));
});

it.each(Object.entries(metrics))('inputs of %s', (name, table) => {
  const found = taken((misspelled) => all[name]!([1], [1], misspelled));
  expect(found.sort()).toEqual(names(table));
});

it.each(Object.entries(others))('options of %s', (name, table) => {
  if (name === 'scoreAccumulator') return;
  const place = name.startsWith('soft') ? [[1]] : [];
  const found = taken((misspelled) => all[name]!(...place, misspelled));
  expect(found.sort()).toEqual(names(table));
});

it.each(Object.entries(ofBatches))('options of %s', (name, table) => {
  const found = taken((misspelled) => all[name]!([1], misspelled));
  expect(found.sort()).toEqual(names(table));
});

it.each(Object.entries(ofEvaluation))('inputs of %s', (name, table) => {
  const first = name === 'rocAucDifference' ? [1] : losses.rocAuc;
  const places = name.startsWith('binned') ? [] : all[name]!.length === 4 ? [first, [1], [1]] : [[1], [1]];
  const found = taken((misspelled) => all[name]!(...places, misspelled));
  expect(found.sort()).toEqual(names(table));
});
