import { gather, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { type BatchOptions, type BatchPlan, stratifiedBatches } from '../batches/stratified-batches';
import { type Check, check, lengthOf, readOptions } from '../check';
import { checkTensors } from '../tfjs/check-tensors';

/** What `fitDataset` reads: a new round of batches each time it asks for an iterator. */
export interface BatchDataset {
  /** Batches an epoch. */
  readonly size: number;
  /** Begins the next epoch. */
  iterator(): Promise<{
    /** The next batch of the epoch. */
    next(): Promise<
      IteratorResult<{
        /** The rows of x. */
        xs: Tensor;
        /** The rows of y. */
        ys: Tensor;
      }>
    >;
  }>;
}

export interface StratifiedDatasetOptions extends BatchOptions {
  /** The stratum of each row; default the numbers of `y`, which then holds one a row. */
  readonly strata?: ArrayLike<number | string | boolean> | undefined;
}

/**
 * Rows of two tensors in batches of {@link stratifiedBatches}, for `model.fitDataset`: so many positives in each batch, that
 * a loss over both classes is always defined. The first epoch is 0; each later one goes on where the one before ended. The
 * tensors stay the caller's and must live as long as the training; those of a batch are `fitDataset`'s, which disposes them.
 *
 * @param x - of shape [n, ...]
 * @param y - of shape [n, ...]
 * @returns what `model.fitDataset` takes.
 * @throws LossInputError as {@link stratifiedBatches}; `LENGTH_MISMATCH` unless there is a stratum for each row
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import '@tensorflow/tfjs-core/dist/register_all_gradients';
 * import * as tf from '@tensorflow/tfjs-core';
 * import * as layers from '@tensorflow/tfjs-layers';
 * import { pairwiseAucLoss } from '@backdropjs/losses';
 * import { stratifiedDataset } from '@backdropjs/losses/layers';
 * import { toTfjs } from '@backdropjs/losses/tfjs';
 * const model = layers.sequential({ layers: [layers.layers.dense({ inputShape: [1], units: 1 })] });
 * model.compile({ optimizer: tf.train.sgd(0.1), loss: toTfjs(pairwiseAucLoss()) });
 * const x = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [10, 1]);
 * const y = tf.tensor2d([0, 0, 0, 0, 0, 0, 0, 1, 1, 1], [10, 1]);
 * await model.fitDataset(stratifiedDataset(x, y, { batchSize: 4, seed: 1 }), { epochs: 2, verbose: 0 });
 * ```
 */
export function stratifiedDataset(x: Tensor, y: Tensor, options: StratifiedDatasetOptions): BatchDataset {
  const fn = 'stratifiedDataset';
  checkTensors(fn, { x, y });
  const { strata = y.dataSync(), ...rest } = readOptions(fn, options, {}, [
    'strata',
    'batchSize',
    'atLeast',
    'seed',
  ]);
  const rows: Check = [`${x.shape[0]}, a stratum for each row of x`, (length) => length === x.shape[0]];
  check(fn, 'the number of strata', lengthOf(strata), rows, 'LENGTH_MISMATCH');
  return asDataset(x, y, stratifiedBatches(strata, rest));
}

const batchPlan: Check = [
  'a plan of batches, as listBatches makes one',
  (value) => typeof (value as BatchPlan | null)?.epoch === 'function',
];

/**
 * Rows of two tensors in the batches of a plan, as `listBatches` makes one, for `model.fitDataset`; else as
 * {@link stratifiedDataset}.
 *
 * @param x - of shape [n, ...]
 * @param y - of shape [n, ...]
 * @param plan - which rows each batch has.
 * @returns what `model.fitDataset` takes.
 * @throws LossInputError `OUT_OF_RANGE` for what is no tensor or no plan; `fitDataset` rejects with what tfjs says of rows that are not there
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { listBatches } from '@backdropjs/losses/batches';
 * import { asDataset } from '@backdropjs/losses/layers';
 * const groups = [1, 1, 2, 2];
 * const y = tf.tensor2d([1, 1, 0, 1, 1, 2, 0, 2], [4, 2]); // labels and groups
 * const dataset = asDataset(tf.zeros([4, 3]), y, listBatches(groups, { batchSize: 1, seed: 1 }));
 * const { value } = await (await dataset.iterator()).next();
 * if (value.xs.shape[0] !== 2) throw new Error('one list of two');
 * ```
 */
export function asDataset(x: Tensor, y: Tensor, plan: BatchPlan): BatchDataset {
  const fn = 'asDataset';
  checkTensors(fn, { x, y });
  check(fn, 'plan', plan, batchPlan);
  let epoch = 0;
  return {
    size: plan.length,
    async iterator() {
      const batches = plan.epoch(epoch++);
      let at = 0;
      return {
        async next() {
          const batch = batches[at++];
          if (!batch) return { value: undefined, done: true };
          const positions = tensor1d(Int32Array.from(batch), 'int32');
          const value = { xs: gather(x, positions), ys: gather(y, positions) };
          positions.dispose();
          return { value, done: false };
        },
      };
    },
  };
}
