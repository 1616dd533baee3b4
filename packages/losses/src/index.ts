export { type LossErrorCode, LossInputError } from './core/errors';
export type { ItemInputs, Loss, LossInputs, NumericArray, OnUndefined, ValueAndGrad } from './core/types';
export type { Surrogate, SurrogateOptions } from './losses/pairwise/surrogates';
export { type PairwiseAucOptions, pairwiseAucLoss } from './losses/pairwise-auc';
export { rocAuc } from './metrics/roc-auc';
