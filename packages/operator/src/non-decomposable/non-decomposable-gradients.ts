import { computeGradients, type NonDecomposableGradients } from './compute-gradients';
import type { NonDecomposableOptions } from './options';

/**
 * Gradients of a loss of all samples that flow through a random subset of them, in the memory of one chunk.
 *
 * $$
 * \frac{\partial L}{\partial \theta} \approx \text{scale} \sum_{i \text{ kept}} \frac{\partial L}{\partial s_i}\, \frac{\partial s_i}{\partial \theta}
 * $$
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
 * a sample's score changes between the passes (by more than 1e-3 of the largest score); and what `forward`, `loss`, `mask`
 * or the iterator throws. Nothing stays allocated then.
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
  return computeGradients('nonDecomposableGradients', options);
}
