import { foldIn, type Key } from '@backdropjs/random';
import { dispose, type Optimizer, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { CallbackList, History, type LayersModel, type Sequential } from '@tensorflow/tfjs-layers';
import { checkKey, checkNames, checkWhole, refuse } from '../../check';
import {
  type NonDecomposableOptions,
  nonDecomposableGradients,
} from '../../non-decomposable/non-decomposable-gradients';
import { reopenable } from '../../non-decomposable/reopenable';
import { isTensor } from '../../non-decomposable/sample-array';
import { checkRateOrSchedule, type RateSchedule, rateAt } from '../../rate-schedule';
import { asCallbacks, type Callbacks } from './callbacks';
import { adoptOptimizer } from './optimizer';
import { addPenalties } from './penalties';
import { rollingBack } from './rollback';

/** How {@link fitNonDecomposable} trains. */
export interface FitNonDecomposableOptions<Labels>
  extends Pick<
    NonDecomposableOptions<Labels>,
    'loss' | 'inputs' | 'labels' | 'chunkSize' | 'inputShape' | 'scale'
  > {
  /**
   * Takes one step each epoch: one of `tf.train`; a name as for `model.compile` (`'adam'`), which is the model's own
   * optimizer if that is of the kind, else a new one; or by default the model's own. It becomes the model's own, which
   * `model.save` stores with `includeOptimizer`.
   */
  optimizer?: Optimizer | string | undefined;
  /** Chance in [0, 1) that a sample's gradient is dropped: a number, or a schedule over the epochs. */
  rate: number | RateSchedule;
  /** Key of `@backdropjs/random`; epoch `t` draws its mask with `foldIn(key, t)`. */
  key: Key;
  /** The epoch before which training ends, as in `model.fit`. */
  epochs: number;
  /** The epoch to begin with, 0 by default; to resume training, the number of epochs that are done. */
  initialEpoch?: number | undefined;
  /** Callbacks as for `model.fit`: functions such as `onEpochEnd(epoch, { loss })`, or `tf.callbacks`. */
  callbacks?: Callbacks | undefined;
}

/**
 * Trains a tf.layers model with a loss of all samples, in the memory of one chunk.
 *
 * Each epoch is one step of the optimizer, along the gradients of {@link nonDecomposableGradients} and of the model's
 * regularizers. Masks inside of the model (`backdropLayer`) act as well, and take one step for each chunk that is
 * back-propagated. Callbacks see an epoch as one batch; the logs hold `loss`, regularizers included. A callback ends
 * training with `model.stopTraining = true`. The model need not be compiled.
 *
 * Where anything throws during an epoch's step, the promise rejects with it and the model's weights, masks' steps included,
 * are those before the epoch. To resume, after that or after loading a model that was saved with `includeOptimizer`,
 * pass its own optimizer, or none, and as `initialEpoch` the number of steps that it has taken, `optimizer.iterations`: the
 * bits are those of training without the stop, with Adam too (see {@link restoreAdam}).
 *
 * @param model - tf.layers model with one input and one output, the scores. Without batch normalization, dropout or
 * noise: a sample must get the same score in every pass. A model with them is refused after the first pass, which has
 * moved the statistics of a batch normalization.
 * @param options - see {@link FitNonDecomposableOptions}. Chunks of typed arrays take the shape of the model's input unless
 * `inputShape` is given.
 * @returns The history, as `model.fit` does.
 * @throws Error (the promise rejects) if an option is invalid or the model unsuitable, and what `loss` throws.
 * @see Golkar and Cranmer, "Backdrop: Stochastic Backpropagation", arXiv:1806.01337, section 3.
 *
 * @example
 * ```ts
 * import { pairwiseAucLoss } from '@backdropjs/losses';
 * import { fitNonDecomposable } from '@backdropjs/operator/layers';
 * import { key } from '@backdropjs/random';
 * import { ones, train } from '@tensorflow/tfjs-core';
 * import { layers, sequential } from '@tensorflow/tfjs-layers';
 *
 * const model = sequential({ layers: [layers.dense({ inputShape: [4], units: 1 })] });
 * const { history } = await fitNonDecomposable(model, {
 *   loss: pairwiseAucLoss(),
 *   optimizer: train.adam(0.01),
 *   inputs: ones([1000, 4]),
 *   labels: Array.from({ length: 1000 }, (_, i) => i % 10 === 0 ? 1 : 0),
 *   rate: 0.9,
 *   key: key(1),
 *   epochs: 2,
 *   callbacks: { onEpochEnd: (epoch, logs) => console.log(epoch, logs?.['loss']) },
 * });
 * ```
 */
export async function fitNonDecomposable<Labels>(
  model: LayersModel,
  options: FitNonDecomposableOptions<Labels>,
): Promise<History> {
  checkOptions(model, options);
  const { inputs, rate, key, epochs, initialEpoch = 0, callbacks, ...rest } = options;
  const { optimizer: given, ...gradientOptions } = rest;
  // tf.layers builds the inside of a sequential model when it is compiled or first used.
  if (!model.built) (model as Sequential).build();
  const optimizer = adoptOptimizer('fitNonDecomposable', model, given);
  const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
  const inputShape = options.inputShape ?? declaredShape(model);
  // Opened here, so that the chunks of a generator last for all epochs.
  const chunks =
    isTensor(inputs) || ArrayBuffer.isView(inputs) ? inputs : reopenable('fitNonDecomposable', inputs);

  const history = new History();
  const list = new CallbackList([...asCallbacks(callbacks), history]);
  list.setModel(model);
  list.setParams({ epochs, initialEpoch, steps: 1, verbose: 0, doValidation: false, metrics: ['loss'] });
  model.stopTraining = false;
  await list.onTrainBegin();
  for (let epoch = initialEpoch; epoch < epochs && !model.stopTraining; epoch++) {
    await list.onEpochBegin(epoch);
    await list.onBatchBegin(0, { batch: 0 });
    const loss = await rollingBack(model, async () => {
      const { value, grads } = await nonDecomposableGradients<Labels>({
        ...gradientOptions,
        forward: (x, training) => model.apply(x, { training }) as Tensor,
        inputs: chunks,
        inputShape,
        rate: rateAt(rate, epoch),
        key: foldIn(key, epoch),
        variables,
      });
      try {
        const penalty = await addPenalties(model, grads, variables);
        // In the order of the variables, by which optimizers know them.
        optimizer.applyGradients(variables.map(({ name }) => ({ name, tensor: grads[name]! })));
        return value + penalty;
      } finally {
        dispose(grads);
      }
    });
    await list.onBatchEnd(0, { batch: 0, loss });
    await list.onEpochEnd(epoch, { loss });
  }
  await list.onTrainEnd();
  await history.syncData();
  return history;
}

function checkOptions<Labels>(model: LayersModel, options: FitNonDecomposableOptions<Labels>): void {
  const caller = 'fitNonDecomposable';
  checkNames(caller, options, [
    ...['loss', 'optimizer', 'inputs', 'labels', 'rate', 'key', 'epochs', 'initialEpoch'],
    ...['callbacks', 'chunkSize', 'inputShape', 'scale'],
  ]);
  const { rate, key, epochs, initialEpoch = 0 } = options;
  if (model?.inputs?.length !== 1 || model.outputs.length !== 1) {
    const received = `${model?.inputs?.length} and ${model?.outputs?.length}`;
    refuse(caller, 'model must have one input and one output', received);
  }
  checkRateOrSchedule(caller, rate);
  checkKey(caller, key);
  checkWhole(caller, 'epochs', epochs);
  checkWhole(caller, 'initialEpoch', initialEpoch);
}

/** Shape of one sample, if the model fixes it. */
function declaredShape(model: LayersModel): number[] | undefined {
  const shape = model.inputs[0]!.shape.slice(1);
  return shape.every((size) => size !== null) ? (shape as number[]) : undefined;
}
