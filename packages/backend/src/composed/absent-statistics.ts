import { engine, type KernelFunc, type NamedTensorMap, ones, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Batch normalization without a scale or an offset: tfjs writes the absent ones on its tape, and fails when it looks for what
 * depends on what. While it records, this takes an absent offset off the list of inputs, which the tape shares, and puts ones in
 * place of an absent scale.
 */
export function absentStatistics(kernel: KernelFunc): KernelFunc {
  return (call) => {
    const inputs = call.inputs as NamedTensorMap & { mean: Tensor };
    if (engine().state.gradientDepth > 0) {
      if (!inputs['offset']) delete inputs['offset'];
      inputs['scale'] ??= ones(inputs.mean.shape);
    }
    return kernel(call);
  };
}
