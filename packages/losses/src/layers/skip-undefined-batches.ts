import type { Optimizer, Tensor } from '@tensorflow/tfjs-core';
import { Callback } from '@tensorflow/tfjs-layers';
import { show } from '../check';
import { need, refuse } from '../errors';
import type { TfjsLoss } from '../tfjs/to-tfjs';
import { type BatchCall, type BatchWatch, watchOf } from '../tfjs/undefined-batches';

/**
 * A callback of `fit` and `fitDataset` that leaves out batches for which the loss is undefined, as those of one class: no step
 * is taken, and they do not count in `loss` and `val_loss` of the history, which are means over the batches that have a loss.
 * An epoch without any is an error. For models of one output, compiled with that loss. Where the share of such batches is not
 * small, {@link stratifiedDataset} wastes less.
 *
 * It must stand before callbacks that read `loss` or `val_loss`, as early stopping. An error that ends the training early
 * leaves the loss without errors for such batches until the next training with this callback ends.
 *
 * @param loss - what `toTfjs` gave, of a loss over scores
 * @returns a callback for `fit` and `fitDataset`.
 * @throws LossInputError `OUT_OF_RANGE` for anything else; the training ends with `EMPTY` after an epoch without a loss
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import '@tensorflow/tfjs-core/dist/register_all_gradients';
 * import * as tf from '@tensorflow/tfjs-core';
 * import * as layers from '@tensorflow/tfjs-layers';
 * import { pairwiseAucLoss } from '@backdropjs/losses';
 * import { skipUndefinedBatches } from '@backdropjs/losses/layers';
 * import { toTfjs } from '@backdropjs/losses/tfjs';
 * const model = layers.sequential({ layers: [layers.layers.dense({ inputShape: [1], units: 1 })] });
 * const loss = toTfjs(pairwiseAucLoss());
 * model.compile({ optimizer: tf.train.sgd(0.1), loss });
 * const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [6, 1]);
 * const y = tf.tensor2d([0, 1, 0, 0, 0, 0], [6, 1]);
 * const { history } = await model.fit(x, y, {
 *   batchSize: 2,
 *   shuffle: false,
 *   verbose: 0,
 *   callbacks: [skipUndefinedBatches(loss)],
 * });
 * if (!(Number(history['loss']![0]) > 0)) throw new Error('the loss of the first batch, not a third of it');
 * ```
 */
export function skipUndefinedBatches(loss: TfjsLoss): Callback {
  const watch = watchOf(loss);
  if (!watch)
    refuse(
      'OUT_OF_RANGE',
      'skipUndefinedBatches',
      'needs what toTfjs gave for a loss over scores',
      show(loss),
    );
  return new SkipUndefinedBatches(watch);
}

/** Sums of a loss over batches, as a history weighs them. */
interface Means {
  all: number;
  defined: number;
  value: number;
}

class SkipUndefinedBatches extends Callback {
  readonly #watch: BatchWatch;
  /** Calls since the last step: of the batch at hand, then of validation. */
  #calls: BatchCall[] = [];
  #training: BatchCall[] = [];

  constructor(watch: BatchWatch) {
    super();
    this.#watch = watch;
  }

  override async onTrainBegin(): Promise<void> {
    this.#watch.onCall = (call) => this.#calls.push(call);
    const { optimizer } = this.model;
    const apply: Optimizer['applyGradients'] = Object.getPrototypeOf(optimizer).applyGradients;
    optimizer.applyGradients = (grads) => {
      const call = this.#calls.pop()!;
      this.#calls = [];
      this.#training.push(call);
      if (call.value !== undefined) apply.call(optimizer, grads);
    };
  }

  override async onEpochBegin(): Promise<void> {
    this.#calls = [];
    this.#training = [];
  }

  override async onEpochEnd(_: number, logs: Record<string, unknown> = {}): Promise<void> {
    for (const [key, calls] of [
      ['loss', this.#training],
      ['val_loss', this.#calls],
    ] as const) {
      if (logs[key] === undefined || !calls.length) continue;
      const { all, defined, value } = meansOf(calls);
      need(defined, 'EMPTY', 'skipUndefinedBatches', `a batch of the epoch that has a loss (${key})`);
      // What else is in it, as a penalty of weights, stays.
      logs[key] = (await numberOf(logs[key])) + value / defined - value / all;
    }
  }

  override async onTrainEnd(): Promise<void> {
    this.#watch.onCall = undefined;
    // The optimizer's own method shows again.
    delete (this.model.optimizer as Partial<Optimizer>).applyGradients;
  }
}

function meansOf(calls: readonly BatchCall[]): Means {
  const means: Means = { all: 0, defined: 0, value: 0 };
  for (const { rows, value } of calls) {
    means.all += rows;
    if (value === undefined) continue;
    means.defined += rows;
    means.value += rows * value;
  }
  return means;
}

/** The number that a log holds, as a number or as a scalar, which is disposed. */
async function numberOf(log: unknown): Promise<number> {
  if (typeof log === 'number') return log;
  const [value] = await (log as Tensor).data();
  (log as Tensor).dispose();
  return value!;
}
