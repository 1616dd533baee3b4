// Right arguments of a call of each export but the losses: the suites of errors and of hostile values replace them by wrong ones.
import * as main from '@backdropjs/losses';
import { required } from './required';

export const scores = [0.2, 0.7, 0.4];
export const labels = [0, 1, 1];
export const survival = { time: [1, 2, 3], event: [1, 0, 1] };
export const isLoss = (name: string) => name.endsWith('Loss');

export const calls: Record<string, unknown[]> = {
  ascend: [{ value: 1 }, 0.5, 0.1],
  calibrationErrorAccumulator: [{ bins: 3 }],
  fBetaAccumulator: [required['fBetaAccumulator']],
  scoreAccumulator: [main.rocAuc, { scores, labels, weights: [1, 1, 1] }],
  softRank: [scores, {}],
  softSort: [scores, {}],
  concordanceIndex: [scores, survival, {}],
  stratifiedBatches: [labels, { batchSize: 2, seed: 1 }],
  listBatches: [['a', 'b', 'b'], { batchSize: 1, seed: 1 }],
  // One that it does not take.
  useSimd: [{}],
};
const metrics = [
  ...[
    'averagePrecision',
    'calibrationError',
    'fBeta',
    'ndcg',
    'partialRocAuc',
    'precisionAtK',
    'precisionAtRecall',
  ],
  ...['precisionRecallCurve', 'recallAtK', 'recallAtPrecision', 'rocAuc', 'rocCurve'],
];
for (const name of metrics) calls[name] = [scores, labels, { ...required[name] }];

for (const name of [
  ...['bestFBeta', 'brierScore', 'hitRateAtK', 'crossEntropy', 'reciprocalRank'],
  ...['thresholdAtPrecision', 'thresholdAtRecall'],
]) {
  calls[name] = [scores, labels, { ...required[name] }];
}
// Two items of either label, and three scores or labels an item, of each class one.
const four = [0.2, 0.7, 0.4, 0.1];
calls['rocAucInterval'] = [four, [0, 1, 1, 0], {}];
calls['rocAucDifference'] = [four, [...four].reverse(), [0, 1, 1, 0], {}];
calls['binnedConcordanceAccumulator'] = [required['binnedConcordanceAccumulator']];
calls['binnedRocAucAccumulator'] = [{ thresholds: 2 }, [0, 1, 0, 1]];
calls['binnedAveragePrecisionAccumulator'] = [{ thresholds: 2 }, [0, 1, 0, 1]];
const nine = [...scores, ...scores, ...scores];
calls['byGroup'] = [main.rocAuc, scores, labels, required['byGroup']];
calls['bootstrapInterval'] = [main.ndcg, scores, labels, required['bootstrapInterval']];
calls['oneVsRest'] = [main.rocAuc, nine, [0, 1, 2], required['oneVsRest']];
calls['oneVsOne'] = [main.rocAuc, nine, [0, 1, 2], required['oneVsOne']];
calls['multilabel'] = [main.rocAuc, nine, [0, 1, 1, 1, 0, 0, 0, 1, 0], required['multilabel']];
calls['aucMu'] = [nine, [0, 1, 2], required['aucMu']];
