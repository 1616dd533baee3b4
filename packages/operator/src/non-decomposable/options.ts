import type { Key } from '@backdropjs/random';
import { Variable } from '@tensorflow/tfjs-core';
import { checkFunction, fail, isListOf, readOptions, refuseKind } from '../check';
import type { MaskFunction } from '../mask';
import type { MaskScale } from '../scale';
import type { LossInputs, LossLabels, ScoresLoss, TensorLoss } from './evaluate-loss';
import type { SampleInputs } from './sample-array';
import type { Forward } from './scores';

/** What `nonDecomposableGradients` computes from. */
export interface NonDecomposableOptions<Labels> extends LossInputs {
  /**
   * Scores of some samples, the first axis counting them. It is called several times and must score a sample alike each
   * time, whatever samples come with it: no batch statistics, no dropout. `training` is true when its gradient is taken.
   */
  forward: Forward;
  /** The loss of all scores: with `valueAndGrad` on numbers, or a function of the tensors `(yTrue, yPred)`. */
  loss: ScoresLoss<Labels> | TensorLoss;
  /** All samples, at once or chunk by chunk. */
  inputs: SampleInputs;
  /** What the loss compares the scores with; a tensor is read into numbers for a loss on numbers. */
  labels: LossLabels<Labels>;
  /** Chance in [0, 1) that a sample's gradient is dropped. */
  rate?: number | undefined;
  /**
   * Weights of the samples' gradients in place of `rate` and `scale`, as for `backdrop`: your own function, or one of
   * `@backdropjs/operator/masks`. It sees the gradient of the loss by the scores. A sample of weight 0 costs nothing.
   */
  mask?: MaskFunction | undefined;
  /** Key of `@backdropjs/random`: which samples are dropped. */
  key: Key;
  /** Samples that are scored, and back-propagated, at a time; 256 by default. Chunks of an iterator come as they are. */
  chunkSize?: number | undefined;
  /** Shape of one sample; needed for typed arrays. */
  inputShape?: readonly number[] | undefined;
  /** Variables to differentiate by; by default all trainable ones that there are. */
  variables?: Variable[] | undefined;
  /** Factor on the kept gradients, as in `backdrop`; `'realized'` by default. */
  scale?: MaskScale | undefined;
  /** Ends the work between two chunks: the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Throws unless the options are what they must be, as far as can be told before the first pass. */
export function checkOptions<Labels>(caller: string, options: NonDecomposableOptions<Labels>): void {
  readOptions(caller, options, [
    ...['forward', 'loss', 'inputs', 'labels', 'rate', 'mask', 'key', 'chunkSize', 'inputShape', 'variables'],
    ...['scale', 'weights', 'groups', 'signal'],
  ]);
  const { forward, loss, labels, variables, signal } = options;
  checkFunction(caller, 'forward', forward);
  checkLoss(caller, loss, options);
  if (labels == null) refuseKind(caller, 'labels must be what the loss compares the scores with', labels);
  const isLive = (x: unknown) => x instanceof Variable && !x.isDisposed;
  if (variables !== undefined && !(isListOf(variables, isLive) && variables.length)) {
    refuseKind(caller, 'variables must be a non-empty array of variables', variables);
  }
  checkSignal(caller, signal);
}

/** Throws unless it is a loss, and can take what accompanies the labels. */
export function checkLoss(caller: string, loss: unknown, { weights, groups }: LossInputs): void {
  const isOfTensors = typeof loss === 'function';
  if (!isOfTensors && typeof (loss as ScoresLoss<unknown> | undefined)?.valueAndGrad !== 'function') {
    refuseKind(caller, 'loss must be a function of tensors or have a method valueAndGrad', loss);
  }
  if (isOfTensors && (weights ?? groups)) {
    const remedy = 'pass one with a method valueAndGrad';
    fail(caller, 'loss must take weights and groups', 'a function of tensors', remedy, TypeError);
  }
}

/** Throws unless there is no signal, or one. */
export function checkSignal(caller: string, signal: AbortSignal | undefined): void {
  if (signal !== undefined) checkFunction(caller, 'throwIfAborted of signal', signal?.throwIfAborted);
}
