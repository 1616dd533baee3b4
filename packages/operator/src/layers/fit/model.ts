import type { LayersModel, Sequential } from '@tensorflow/tfjs-layers';
import { isNumbers, refuse } from '../../check';
import { checkModel } from '../graph';

/** Throws unless the model has one input and one output, and is built. */
export function checkSingle(caller: string, model: LayersModel): void {
  checkModel(caller, model);
  const { inputs, outputs } = model;
  if (inputs.length !== 1 || outputs.length !== 1) {
    refuse(caller, 'model must have one input and one output', [inputs.length, outputs.length], isNumbers);
  }
  // tf.layers builds the inside of a sequential model when it is compiled or first used.
  if (!model.built) (model as Sequential).build();
}

/** Shape of one sample, if the model fixes it. */
export function declaredShape(model: LayersModel): number[] | undefined {
  const shape = model.inputs[0]!.shape.slice(1);
  return shape.every((size) => size !== null) ? (shape as number[]) : undefined;
}
