import type { Optimizer } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { fail, isText, refuse } from '../../check';
import { restoreAdam } from '../restore-adam';

/** Names of `model.compile` and the classes that they stand for. */
const classNames: Readonly<Record<string, string>> = {
  adadelta: 'Adadelta',
  adagrad: 'Adagrad',
  adam: 'Adam',
  adamax: 'Adamax',
  rmsprop: 'RMSProp',
  sgd: 'SGD',
};

/**
 * Makes the optimizer the model's own, so that `model.save` with `includeOptimizer` stores it, and returns it ready to
 * go on. A name is the model's own optimizer if that is of the kind, so that training goes on; else a new one.
 */
export function adoptOptimizer(
  caller: string,
  model: LayersModel,
  given: Optimizer | string | undefined,
): Optimizer {
  const own = model.optimizer as Optimizer | undefined;
  const chosen = given === undefined ? own : given;
  const known = typeof chosen === 'string' ? Object.hasOwn(classNames, chosen) : isOptimizer(chosen);
  if (!known) {
    const names = Object.keys(classNames).join(', ');
    refuse(caller, `optimizer must be one of tf.train, or of ${names}`, given, isText);
  }
  const isOwn = given === undefined || given === own;
  const isOfKind = typeof given === 'string' && own?.getClassName() === classNames[given];
  if (!isOwn && !isOfKind) {
    if (own && typeof given !== 'string') model.optimizer = given;
    // tf.layers saves the optimizers of compiled models only.
    else model.compile({ optimizer: given, loss: model.loss ?? noLoss, metrics: model.metrics });
  }
  // After loading, Adam's powers of its decay rates are off in the last bits.
  restoreAdam(model.optimizer);
  return model.optimizer;
}

/** Sets the learning rate of an optimizer of `tf.train`. */
export function setLearningRate(optimizer: Optimizer, learningRate: number): void {
  const settable = optimizer as unknown as { learningRate: number; setLearningRate?(rate: number): void };
  // Those that are built on gradient descent keep it in a tensor.
  if (settable.setLearningRate) settable.setLearningRate(learningRate);
  else settable.learningRate = learningRate;
}

function isOptimizer(x: unknown): x is Optimizer {
  const { applyGradients, computeGradients, minimize, getClassName } = (x ?? {}) as Partial<Optimizer>;
  return [applyGradients, computeGradients, minimize, getClassName].every(
    (method) => typeof method === 'function',
  );
}

/** In place of the loss of a model that had not been compiled. A saved model holds none, then. */
function noLoss(): never {
  return fail(
    'fit',
    'model must be compiled with a loss of tensors',
    'a model that only fitNonDecomposable has compiled',
    'call model.compile',
    Error,
  );
}
