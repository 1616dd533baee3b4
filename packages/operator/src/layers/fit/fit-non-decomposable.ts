import { foldIn, type Key } from '@backdropjs/random';
import { dispose, type Optimizer, type Tensor } from '@tensorflow/tfjs-core';
import { CallbackList, History, type LayersModel, type Logs } from '@tensorflow/tfjs-layers';
import { refuseKind } from '../../check';
import { atStep } from '../../masks/at-step';
import { computeGradients, type NonDecomposableGradients } from '../../non-decomposable/compute-gradients';
import { evaluateLoss, givenOf, numbersOf } from '../../non-decomposable/evaluate-loss';
import { reopenable } from '../../non-decomposable/reopenable';
import { flattened, isNested, isTensor, type SampleInputs } from '../../non-decomposable/sample-array';
import { readSamples } from '../../non-decomposable/samples';
import { type Forward, scoreAll } from '../../non-decomposable/scores';
import { rateAt } from '../../rate-schedule';
import { checkInputs } from '../graph';
import { trainableOf } from '../trainable';
import { batchNormalizations, normalizing } from './batch-normalization';
import { asCallbacks } from './callbacks';
import { declaredShape } from './model';
import { adoptOptimizer, setLearningRate } from './optimizer';
import { checkLearningRate, checkOptions, type FitNonDecomposableOptions } from './options';
import { addPenalties } from './penalties';
import { refresh } from './refresh-statistics';
import { rollingBack } from './rollback';
import { type SampleSet, splitSamples } from './validation';

const caller = 'fitNonDecomposable';

/**
 * Trains a tf.layers model with a loss of all samples, in the memory of one chunk.
 *
 * $$
 * \theta \leftarrow \theta - \text{step}\Big(\text{scale} \sum_{i \text{ kept}} \frac{\partial L}{\partial s_i}\, \frac{\partial s_i}{\partial \theta}\Big) \quad\text{once an epoch}
 * $$
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
 * @param model - tf.layers model with one input and one output, the scores. Without dropout or noise, and with batch
 * normalization only as `batchNormalization` says: a sample must get the same score in every pass. (Layer normalization is
 * fine.) A model that scores otherwise is refused in the second pass.
 * @param options - see {@link FitNonDecomposableOptions}. Chunks of typed arrays take the shape of the model's input unless
 * `inputShape` is given.
 * @returns The history, as `model.fit` does.
 * @throws Error (the promise rejects) if an option is invalid or the model unsuitable, what `loss`, a callback or an iterator
 * throws, and the reason of `signal` when it aborts.
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
  checkOptions(caller, model, options);
  const { key, epochs, initialEpoch = 0, signal, metrics = {} } = options;
  const { train, validation, inputShape } = await samplesOf(model, options);
  const optimizer = adoptOptimizer(caller, model, options.optimizer);
  const training = { ...options, ...train, inputShape };

  const history = new History();
  const list = new CallbackList([...asCallbacks(caller, options.callbacks), history]);
  list.setModel(model);
  const names = ['loss', ...Object.keys(metrics)];
  const shown = validation ? [...names, ...names.map((name) => `val_${name}`)] : names;
  list.setParams({ epochs, initialEpoch, steps: 1, verbose: 0, doValidation: !!validation, metrics: shown });
  model.stopTraining = false;
  await list.onTrainBegin();
  for (let epoch = initialEpoch; epoch < epochs && !model.stopTraining; epoch++) {
    signal?.throwIfAborted();
    await list.onEpochBegin(epoch);
    await list.onBatchBegin(0, { batch: 0 });
    const { loss, scores, penalty } = await rollingBack(model, () =>
      takeStep(model, optimizer, training, key, epoch),
    );
    const logs: Logs = { loss: loss.value + penalty };
    await measure(logs, '', scores, train, metrics);
    await options.onStep?.({ epoch, loss, scores });
    await list.onBatchEnd(0, { batch: 0, ...logs });
    if (validation) await validate(logs, model, validation, training);
    await list.onEpochEnd(epoch, logs);
  }
  await list.onTrainEnd();
  await history.syncData();
  return history;
}

/** The samples of training and of validation, and the shape of one. */
async function samplesOf<Labels>(model: LayersModel, options: FitNonDecomposableOptions<Labels>) {
  const { inputs, labels, weights, groups, validationData, validationSplit, key } = options;
  const inputShape = options.inputShape ?? declaredShape(model);
  const all: SampleSet<Labels> = { inputs, labels, weights, groups };
  if (validationSplit !== undefined) {
    return splitSamples(caller, all, validationSplit, key, inputShape);
  }
  const validation = validationData && { ...validationData, inputs: reusable(validationData.inputs) };
  if (isNested(inputs)) {
    // Once for all epochs.
    const { values, shape } = flattened(caller, 'inputs', inputs);
    return { train: { ...all, inputs: values }, validation, inputShape: options.inputShape ?? shape };
  }
  return { train: { ...all, inputs: reusable(inputs) }, validation, inputShape };
}

/** Samples for all epochs: the chunks of a generator last for one pass. */
function reusable(inputs: SampleInputs): SampleInputs {
  const isAtHand = isTensor(inputs) || isNested(inputs) || ArrayBuffer.isView(inputs);
  return isAtHand ? inputs : reopenable(caller, inputs);
}

/** Scores as in training, but that batch normalizations have statistics of their own. */
const forwardOf =
  (model: LayersModel): Forward =>
  (x, training) => {
    checkInputs(caller, model, [x]);
    return model.apply(x, { training }) as Tensor;
  };

/** One step of the optimizer, along the gradients of the loss and of the regularizers. */
async function takeStep<Labels>(
  model: LayersModel,
  optimizer: Optimizer,
  options: FitNonDecomposableOptions<Labels>,
  key: Key,
  epoch: number,
): Promise<NonDecomposableGradients & { penalty: number }> {
  const { loss, inputs, labels, weights, groups, chunkSize, inputShape, scale, signal, rate, mask } = options;
  const { learningRate, batchNormalization } = options;
  if (batchNormalization === 'refreshed') {
    await refresh(
      caller,
      model,
      readSamples(caller, { inputs, chunkSize: chunkSize ?? 256, inputShape, signal }),
    );
  }
  const variables = trainableOf(caller, model);
  const drawn = mask
    ? { mask: atStep(mask, epoch), key }
    : { rate: rateAt(rate!, epoch), key: foldIn(key, epoch) };
  const gradients = await normalizing(batchNormalizations(model), false, () =>
    computeGradients<Labels>(caller, {
      ...{ loss, inputs, labels, weights, groups, chunkSize, inputShape, scale, signal, ...drawn, variables },
      forward: forwardOf(model),
    }),
  );
  const { grads } = gradients;
  try {
    const penalty = await addPenalties(model, grads, variables);
    if (learningRate !== undefined) {
      const current = typeof learningRate === 'function' ? learningRate(epoch) : learningRate;
      checkLearningRate(caller, current);
      setLearningRate(optimizer, current);
    }
    // In the order of the variables, by which optimizers know them.
    optimizer.applyGradients(variables.map(({ name }) => ({ name, tensor: grads[name]! })));
    return { ...gradients, penalty };
  } finally {
    dispose(grads);
  }
}

/** Adds the metrics of all scores of a set to the logs. */
async function measure<Labels>(
  logs: Logs,
  prefix: string,
  scores: Float32Array,
  { labels, weights, groups }: SampleSet<Labels>,
  metrics: NonNullable<FitNonDecomposableOptions<Labels>['metrics']>,
): Promise<void> {
  for (const [name, metric] of Object.entries(metrics)) {
    const numbers = (await numbersOf(caller, labels)) as Labels;
    const value: unknown = metric(scores, numbers, ...givenOf({ weights, groups }));
    if (typeof value !== 'number') refuseKind(caller, `metric ${name} must return a number`, value);
    logs[`${prefix}${name}`] = value;
  }
}

/** Adds the loss and the metrics of the samples of validation to the logs. */
async function validate<Labels>(
  logs: Logs,
  model: LayersModel,
  samples: SampleSet<Labels>,
  { loss, metrics = {}, chunkSize = 256, inputShape, signal }: FitNonDecomposableOptions<Labels>,
): Promise<void> {
  const read = readSamples(caller, { inputs: samples.inputs, chunkSize, inputShape, signal });
  const { scores, shape } = await scoreAll(caller, read, forwardOf(model));
  logs['val_loss'] = (await evaluateLoss(caller, loss, scores, shape, samples.labels, samples)).value;
  await measure(logs, 'val_', scores, samples, metrics);
}
