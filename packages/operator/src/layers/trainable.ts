import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { fail } from '../check';

/** The variables that training moves. Throws if there are none. */
export function trainableOf(caller: string, model: LayersModel): Variable[] {
  const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
  if (variables.length === 0) {
    fail(caller, 'model must have weights to train', 'none', 'are all of its layers frozen?', Error);
  }
  return variables;
}
