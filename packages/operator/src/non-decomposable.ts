export type { LossLabels, ScoresLoss, TensorLoss } from './non-decomposable/evaluate-loss';
export {
  type NonDecomposableGradients,
  type NonDecomposableOptions,
  nonDecomposableGradients,
} from './non-decomposable/non-decomposable-gradients';
export type { SampleArray, SampleInputs } from './non-decomposable/sample-array';
