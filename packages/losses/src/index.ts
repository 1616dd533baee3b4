export type { Gain } from './core/gain';
export type {
  BinaryLabels,
  GroupIds,
  ItemInputs,
  Loss,
  LossInputs,
  NumericArray,
  OnUndefined,
  SurvivalLabels,
  SurvivalLoss,
  ValueAndGrad,
} from './core/types';
export { type LossErrorCode, LossInputError } from './errors';
export { type ApproxNdcgOptions, approxNdcgLoss } from './losses/approx-ndcg';
export { type AucMarginOptions, aucMarginLoss } from './losses/auc-margin';
export { type AveragePrecisionOptions, averagePrecisionLoss } from './losses/average-precision';
export { type CoxOptions, coxPartialLikelihoodLoss } from './losses/cox-partial-likelihood';
export { diceLoss } from './losses/dice';
export { distanceCorrelationLoss } from './losses/distance-correlation';
export { type InfoNceOptions, infoNceLoss } from './losses/info-nce';
export {
  ascend,
  type DualVariable,
  type LagrangianLoss,
  type LagrangianValueAndGrad,
} from './losses/lagrangian';
export { type ListMleOptions, listMleLoss } from './losses/list-mle';
export { type ListwiseOptions, listwiseSoftmaxLoss } from './losses/listwise-softmax';
export { type LovaszHingeOptions, lovaszHingeLoss } from './losses/lovasz-hinge';
export { type LovaszSoftmaxOptions, lovaszSoftmaxLoss } from './losses/lovasz-softmax';
export { type MmdOptions, mmdLoss } from './losses/mmd';
export type { OverlapOptions } from './losses/overlap';
export type { MarginOptions, SlopeOptions, Surrogate, SurrogateOptions } from './losses/pairwise/surrogates';
export { type PairwiseAucOptions, pairwiseAucLoss } from './losses/pairwise-auc';
export { type PartialAucOptions, partialAucLoss } from './losses/partial-auc';
export type { TieMethod } from './losses/partial-likelihood';
export { type PrecisionAtRecallOptions, precisionAtRecallLoss } from './losses/precision-at-recall';
export { type RecallAtPrecisionOptions, recallAtPrecisionLoss } from './losses/recall-at-precision';
export type { RowsInputs, RowsLoss, RowsValueAndGrad } from './losses/rows';
export { type SoftConcordanceOptions, softConcordanceLoss } from './losses/soft-concordance';
export { type SoftFBetaOptions, softFBetaLoss } from './losses/soft-f-beta';
export type { SoftOrder, SoftOrderOptions } from './losses/soft-order';
export { softRank } from './losses/soft-rank';
export { softSort } from './losses/soft-sort';
export { type TverskyOptions, tverskyLoss } from './losses/tversky';
export type { Accumulator, Sums } from './metrics/accumulator';
export { averagePrecision } from './metrics/average-precision';
export {
  type CalibrationError,
  type CalibrationOptions,
  calibrationError,
} from './metrics/calibration-error';
export { calibrationErrorAccumulator } from './metrics/calibration-error-accumulator';
export { type ConcordanceIndex, concordanceIndex } from './metrics/concordance-index';
export { type FBetaOptions, fBeta } from './metrics/f-beta';
export { fBetaAccumulator } from './metrics/f-beta-accumulator';
export type { AtKInputs } from './metrics/hits-at-k';
export { type NdcgInputs, ndcg } from './metrics/ndcg';
export { type PartialRocAuc, type PartialRocAucInputs, partialRocAuc } from './metrics/partial-roc-auc';
export { precisionAtK } from './metrics/precision-at-k';
export { type PrecisionAtRecallInputs, precisionAtRecall } from './metrics/precision-at-recall';
export { type PrecisionRecallCurve, precisionRecallCurve } from './metrics/precision-recall-curve';
export { recallAtK } from './metrics/recall-at-k';
export { type RecallAtPrecisionInputs, recallAtPrecision } from './metrics/recall-at-precision';
export { rocAuc } from './metrics/roc-auc';
export { type RocCurve, rocCurve } from './metrics/roc-curve';
export { type ScoredItems, scoreAccumulator } from './metrics/score-accumulator';
