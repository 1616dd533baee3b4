import type { Key } from '@backdropjs/random';
import {
  add,
  dispose,
  keep,
  mul,
  type NamedTensorMap,
  type Scalar,
  sum,
  type Tensor,
  tensor,
  tidy,
  type Variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { checkKey, checkNames, checkRate, refuse } from '../check';
import { drawKept } from '../mask';
import { checkScale, gradientScale, type MaskScale } from '../scale';
import { evaluateLoss, type LossLabels, type ScoresLoss, type TensorLoss } from './evaluate-loss';
import type { SampleInputs } from './sample-array';
import { readSamples } from './samples';
import { checkAlike, type Forward, scoreAll, scoresOf } from './scores';

/** What {@link nonDecomposableGradients} computes from. */
export interface NonDecomposableOptions<Labels> {
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
  rate: number;
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
}

/** What {@link nonDecomposableGradients} returns. */
export interface NonDecomposableGradients {
  /** The loss of all samples. */
  value: number;
  /** The scores of all samples in row-major order; the caller's. */
  scores: Float32Array;
  /** Gradients by the name of the variable, as an optimizer's `applyGradients` takes them; the caller's to dispose. */
  grads: NamedTensorMap;
}

/**
 * Gradients of a loss of all samples that flow through a random subset of them, in the memory of one chunk.
 *
 * With the scores `s = forward(x)` of all `n` samples and the mask `m` over samples that `backdrop(s, { rate, axes: [0],
 * key, scale })` draws, the gradients are
 *
 * `d(theta) = scale * sum over the kept i of (dL/ds_i) (ds_i/d(theta))`,
 *
 * the same as under that operator, to rounding. But all samples are scored without a tape, chunk by chunk; the loss is
 * differentiated by the scores alone; and only kept samples are scored once more and back-propagated. The work is one
 * forward pass over everything and one training pass over the kept `(1 - rate) n` samples, on engines with or without
 * kernels that profit from zeros. The tensors held at a time are those of one chunk. Scores and their gradient are
 * numbers in main memory, unless the loss takes tensors: those have the size of all scores.
 *
 * @param options - see {@link NonDecomposableOptions}.
 * @returns The loss, all scores, and the gradients.
 * @throws Error (the promise rejects) if an option is invalid, `forward` does not return one row for each sample, or
 * a sample's score changes between the passes (by more than 1e-3 of the largest score); and what `loss` throws. Nothing
 * stays allocated then, but for what tfjs itself has saved when `forward` throws under the gradient.
 * @see Golkar and Cranmer, "Backdrop: Stochastic Backpropagation", arXiv:1806.01337, section 3.
 *
 * @example
 * ```ts
 * import { pairwiseAucLoss } from '@backdropjs/losses';
 * import { nonDecomposableGradients } from '@backdropjs/operator/non-decomposable';
 * import { foldIn, key } from '@backdropjs/random';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const weights = tf.variable(tf.zeros([4, 1]));
 * const optimizer = tf.train.sgd(0.1);
 * const { value, grads } = await nonDecomposableGradients({
 *   forward: (x) => tf.matMul(x, weights),
 *   loss: pairwiseAucLoss(),
 *   inputs: new Float32Array(4 * 1000).map((_, i) => Math.sin(i * i)),
 *   inputShape: [4],
 *   labels: Array.from({ length: 1000 }, (_, i) => i % 10 === 0 ? 1 : 0),
 *   rate: 0.9,
 *   key: foldIn(key(1), 0), // 0: the number of the step
 *   variables: [weights],
 * });
 * optimizer.applyGradients(grads);
 * tf.dispose(grads);
 * ```
 */
export async function nonDecomposableGradients<Labels>(
  options: NonDecomposableOptions<Labels>,
): Promise<NonDecomposableGradients> {
  const caller = 'nonDecomposableGradients';
  checkOptions(caller, options);
  const { forward, loss, inputs, labels, rate, key, chunkSize = 256, inputShape, variables } = options;
  const { scale = 'realized' } = options;
  checkScale(caller, scale);
  const read = readSamples(caller, { inputs, chunkSize, inputShape });

  const { scores, shape } = await scoreAll(caller, read, forward);
  const { value, grad } = await evaluateLoss(caller, loss, scores, shape, labels);
  const kept = drawKept(shape[0]!, rate, key);
  const factor = gradientScale(scale, rate, kept.kept, shape[0]!);
  const indices = Int32Array.from(kept.values.keys()).filter((i) => kept.values[i] === 1);
  const largest = scores.reduce((a, b) => Math.max(a, Math.abs(b)), 0);

  const rowShape = shape.slice(1);
  const sums: NamedTensorMap = {};
  let done = 0;
  let again: Tensor | undefined;
  try {
    for await (const x of read(indices)) {
      const rows = indices.subarray(done, done + x.shape[0]!);
      const { value: product, grads } = tidy(() => {
        const dy = rowsOf(grad, rows, rowShape, factor);
        return variableGrads(() => {
          again = keep(scoresOf(caller, x, forward, true, rowShape));
          return sum(mul(again, dy)) as Scalar;
        }, variables);
      });
      product.dispose();
      accumulate(sums, grads);
      checkAlike(caller, await again!.data<'float32'>(), scores, rows, 1e-3 * largest);
      again!.dispose();
      done += rows.length;
    }
    if (done !== indices.length) {
      const received = `${done} of ${indices.length} kept samples in the second`;
      refuse(caller, 'inputs must be the same in every pass', received);
    }
  } catch (error) {
    dispose(sums);
    again?.dispose();
    throw error;
  }
  return { value, scores, grads: sums };
}

function checkOptions<Labels>(caller: string, options: NonDecomposableOptions<Labels>): void {
  checkNames(caller, options, [
    ...['forward', 'loss', 'inputs', 'labels', 'rate', 'key'],
    ...['chunkSize', 'inputShape', 'variables', 'scale'],
  ]);
  const { forward, loss, labels, rate, key } = options;
  if (typeof forward !== 'function') refuse(caller, 'forward must be a function of samples', forward);
  if (typeof loss !== 'function' && typeof loss?.valueAndGrad !== 'function') {
    refuse(caller, 'loss must be a function of tensors or have a method valueAndGrad', loss);
  }
  if (labels == null) refuse(caller, 'labels must be what the loss compares the scores with', labels);
  checkRate(caller, rate);
  checkKey(caller, key);
}

/** The rows of a gradient at the given indices, times a factor. */
function rowsOf(grad: ArrayLike<number>, rows: Int32Array, rowShape: number[], factor: number): Tensor {
  const size = rowShape.reduce((product, length) => product * length, 1);
  const values = new Float32Array(rows.length * size);
  for (let i = 0; i < values.length; i++) {
    values[i] = grad[rows[Math.floor(i / size)]! * size + (i % size)]! * factor;
  }
  return tensor(values, [rows.length, ...rowShape]);
}

/** Adds to the sums and disposes of what has been added. */
function accumulate(sums: NamedTensorMap, grads: NamedTensorMap): void {
  for (const [name, grad] of Object.entries(grads)) {
    const before = sums[name];
    if (before) {
      sums[name] = add(before, grad);
      dispose([before, grad]);
    } else {
      sums[name] = grad;
    }
  }
}
