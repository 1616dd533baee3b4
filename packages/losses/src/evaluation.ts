export { aucMu } from './evaluation/auc-mu';
export type { AveragedMetric, AverageOptions, MetricPart, ScoreMetric } from './evaluation/averaged';
export { type BestFBeta, type BestFBetaInputs, bestFBeta } from './evaluation/best-f-beta';
export { binnedAveragePrecisionAccumulator } from './evaluation/binned-average-precision-accumulator';
export {
  type BinnedConcordanceOptions,
  binnedConcordanceAccumulator,
} from './evaluation/binned-concordance-accumulator';
export type { BinnedOptions, Bounded } from './evaluation/binned-counts';
export { binnedRocAucAccumulator } from './evaluation/binned-roc-auc-accumulator';
export type { Thresholds } from './evaluation/bins';
export {
  type BootstrapInputs,
  type BootstrapInterval,
  type BootstrapMetric,
  bootstrapInterval,
} from './evaluation/bootstrap-interval';
export { type BrierInputs, type BrierScore, brierScore } from './evaluation/brier-score';
export { type ByGroupInputs, byGroup } from './evaluation/by-group';
export { type CrossEntropyInputs, crossEntropy } from './evaluation/cross-entropy';
export { type HitRateInputs, hitRateAtK } from './evaluation/hit-rate-at-k';
export type { ConfidenceOptions, Interval } from './evaluation/interval';
export { type MultilabelInputs, multilabel } from './evaluation/multilabel';
export { type OneVsOneInputs, oneVsOne } from './evaluation/one-vs-one';
export { type OneVsRestInputs, oneVsRest } from './evaluation/one-vs-rest';
export type { OperatingPoint } from './evaluation/operating-point';
export { reciprocalRank, type TopKInputs } from './evaluation/reciprocal-rank';
export { type RocAucDifference, rocAucDifference } from './evaluation/roc-auc-difference';
export { type RocAucIntervalInputs, rocAucInterval } from './evaluation/roc-auc-interval';
export { thresholdAtPrecision } from './evaluation/threshold-at-precision';
export { thresholdAtRecall } from './evaluation/threshold-at-recall';
