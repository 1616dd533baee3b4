import type { Key } from '@backdropjs/random';
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  checkChoice,
  checkFunction,
  checkKey,
  checkWhole,
  fail,
  isText,
  readOptions,
  refuse,
  refuseKind,
} from '../../check';
import type { LossInputs, LossValueAndGrad } from '../../non-decomposable/evaluate-loss';
import { checkLoss, checkSignal, type NonDecomposableOptions } from '../../non-decomposable/options';
import { checkRateOrSchedule, type RateSchedule } from '../../rate-schedule';
import { trainableOf } from '../trainable';
import { batchNormalizations } from './batch-normalization';
import type { Callbacks } from './callbacks';
import { checkSingle } from './model';
import type { SampleSet } from './validation';

/** A figure of all scores of a set: `rocAuc` of `@backdropjs/losses`, or your own. */
export type Metric<Labels> = (scores: Float32Array, labels: Labels, inputs?: LossInputs) => number;

/** What {@link FitNonDecomposableOptions.onStep} is told. */
export interface Step {
  /** Number of the epoch, from 0: one step of the optimizer each. */
  epoch: number;
  /** What the loss has returned, of the scores before the step. */
  loss: LossValueAndGrad;
  /** The scores before the step. */
  scores: Float32Array;
}

/** How {@link fitNonDecomposable} trains. */
export interface FitNonDecomposableOptions<Labels>
  extends Pick<
    NonDecomposableOptions<Labels>,
    | 'loss'
    | 'inputs'
    | 'labels'
    | 'weights'
    | 'groups'
    | 'chunkSize'
    | 'inputShape'
    | 'scale'
    | 'mask'
    | 'signal'
  > {
  /**
   * Takes one step each epoch: one of `tf.train`; a name as for `model.compile` (`'adam'`), which is the model's own
   * optimizer if that is of the kind, else a new one; or by default the model's own. It becomes the model's own, which
   * `model.save` stores with `includeOptimizer`.
   */
  optimizer?: Optimizer | string | undefined;
  /** Learning rate of the optimizer: a number, or a function of the epoch. By default the optimizer's own. */
  learningRate?: number | ((epoch: number) => number) | undefined;
  /** Chance in [0, 1) that a sample's gradient is dropped: a number, or a schedule over the epochs. Not with `mask`. */
  rate?: number | RateSchedule | undefined;
  /** Key of `@backdropjs/random`; epoch `t` draws its mask with `foldIn(key, t)`. */
  key: Key;
  /** The epoch before which training ends, as in `model.fit`. */
  epochs: number;
  /** The epoch to begin with, 0 by default; to resume training, the number of epochs that are done. */
  initialEpoch?: number | undefined;
  /** Callbacks as for `model.fit`: functions such as `onEpochEnd(epoch, { loss })`, or `tf.callbacks`. */
  callbacks?: Callbacks | undefined;
  /** Called after each step, before the other callbacks: to move the multiplier of a loss along `loss.gradLambda`, say. */
  onStep?: ((step: Step) => void | Promise<void>) | undefined;
  /** Figures of all scores, by the names under which they stand in logs and history. Labels are given as numbers. */
  metrics?: Readonly<Record<string, Metric<Labels>>> | undefined;
  /** Samples to validate with after each epoch: `val_loss`, without regularizers, and each metric as `val_…`. */
  validationData?: SampleSet<Labels> | undefined;
  /** Share in (0, 1) of the samples, or of the groups, that is kept for validation: drawn by `key`, for arrays and tensors. */
  validationSplit?: number | undefined;
  /**
   * How batch normalizations in the model compute, since a sample must get the same score in every pass: with the moving
   * statistics that they have (`'frozen'`), or with statistics of all samples, taken anew before each step (`'refreshed'`,
   * one more forward pass; see {@link refreshStatistics}).
   */
  batchNormalization?: 'frozen' | 'refreshed' | undefined;
}

const names = [
  ...['loss', 'optimizer', 'inputs', 'labels', 'rate', 'key', 'epochs', 'initialEpoch', 'callbacks', 'mask'],
  ...['chunkSize', 'inputShape', 'scale', 'weights', 'groups', 'signal', 'learningRate', 'onStep', 'metrics'],
  ...['validationData', 'validationSplit', 'batchNormalization'],
];

/** Throws unless model and options are what they must be, as far as can be told before the first pass. */
export function checkOptions<Labels>(
  caller: string,
  model: LayersModel,
  options: FitNonDecomposableOptions<Labels>,
): void {
  readOptions(caller, options, names);
  checkSingle(caller, model);
  trainableOf(caller, model);
  const { rate, mask, key, epochs, initialEpoch = 0, loss, labels, signal, onStep, metrics } = options;
  if (mask === undefined) checkRateOrSchedule(caller, rate);
  else checkFunction(caller, 'mask', mask);
  const other = mask && ['rate', 'scale'].find((name) => options[name as 'rate'] !== undefined);
  if (other) refuse(caller, 'mask must come without rate and scale', other, isText);
  checkKey(caller, key);
  checkWhole(caller, 'epochs', epochs);
  checkWhole(caller, 'initialEpoch', initialEpoch);
  checkLoss(caller, loss, options);
  if (labels == null) refuseKind(caller, 'labels must be what the loss compares the scores with', labels);
  checkSignal(caller, signal);
  if (onStep !== undefined) checkFunction(caller, 'onStep', onStep);
  if (metrics !== undefined) {
    if (Object(metrics) !== metrics) refuseKind(caller, 'metrics must be an object of functions', metrics);
    for (const [name, metric] of Object.entries(metrics)) checkFunction(caller, `metric ${name}`, metric);
  }
  checkLearningRate(caller, options.learningRate);
  checkValidation(caller, options);
  checkBatchNormalization(caller, model, options.batchNormalization);
}

/** Throws unless it is a positive number, a function, or not given. */
export function checkLearningRate(caller: string, learningRate: unknown): void {
  const isRate = typeof learningRate === 'number' && Number.isFinite(learningRate) && learningRate >= 0;
  if (learningRate === undefined || typeof learningRate === 'function' || isRate) return;
  refuse(caller, 'learningRate must be a number of at least 0, or a function of the epoch', learningRate);
}

function checkValidation<Labels>(caller: string, options: FitNonDecomposableOptions<Labels>): void {
  const { validationData, validationSplit } = options;
  if (validationData !== undefined) {
    readOptions(`${caller}: validationData`, validationData, ['inputs', 'labels', 'weights', 'groups']);
    if (validationSplit !== undefined) {
      refuse(caller, 'validationData must come without validationSplit', validationSplit);
    }
  } else if (
    validationSplit !== undefined &&
    !(Number.isFinite(validationSplit) && validationSplit > 0 && validationSplit < 1)
  ) {
    refuse(caller, 'validationSplit must be in (0, 1)', validationSplit);
  }
}

function checkBatchNormalization(caller: string, model: LayersModel, choice: unknown): void {
  const [normalization] = batchNormalizations(model);
  if (choice === undefined && normalization) {
    const remedy = "pass batchNormalization: 'frozen' or 'refreshed', or use layer normalization";
    const received = `${normalization.name}, which normalizes over the samples of a chunk`;
    fail(caller, 'model must score a sample alike in every pass', received, remedy);
  }
  if (choice !== undefined) checkChoice(caller, 'batchNormalization', choice, ['frozen', 'refreshed']);
}
