export type { NonDecomposableGradients } from './non-decomposable/compute-gradients';
export type {
  LossInputs,
  LossLabels,
  LossValueAndGrad,
  ScoresLoss,
  TensorLoss,
} from './non-decomposable/evaluate-loss';
export { nonDecomposableGradients } from './non-decomposable/non-decomposable-gradients';
export type { NonDecomposableOptions } from './non-decomposable/options';
export type { NestedNumbers, SampleArray, SampleInputs } from './non-decomposable/sample-array';
