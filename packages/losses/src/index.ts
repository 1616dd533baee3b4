export { type LossErrorCode, LossInputError } from './core/errors';
export type { ItemInputs, Loss, LossInputs, NumericArray, OnUndefined, ValueAndGrad } from './core/types';
export { type PairwiseAucOptions, pairwiseAucLoss } from './losses/pairwise-auc';
export type { Surrogate, SurrogateOptions } from './losses/surrogates';
export { rocAuc } from './metrics/roc-auc';
