import { callable, check, finite, integer, readOptions } from '../check';
import { id } from '../core/lists';
import { need } from '../errors';
import { itemsById } from './items-by-id';
import { shuffled, uniforms } from './shuffle';
import type { BatchPlan } from './stratified-batches';

/** Options of {@link listBatches}. */
export interface ListBatchOptions {
  /** Lists a batch: an integer from 1. */
  readonly batchSize: number;
  /** A finite number: the same one gives the same batches. */
  readonly seed: number;
}

/**
 * Random batches of whole lists: items of one id in `groups` stay together. Each epoch comes to every list once; its last batch
 * may be smaller. Lists for which `usable` says false, as those
 * without a relevant item, are left out, so that a loss over lists is defined in every batch.
 *
 * @param groups - the list of each of n items
 * @param usable - whether a list counts, by the positions of its items; default all do
 * @returns a plan: `epoch(i)` gives the positions of each batch, the same for the same seed.
 * @throws LossInputError `OUT_OF_RANGE` for a bad option, `EMPTY` when no list is left
 *
 * @example
 * ```ts
 * import { listBatches } from '@backdropjs/losses/batches';
 * const groups = ['a', 'a', 'b', 'c', 'c', 'c'];
 * const relevance = [1, 0, 0, 0, 2, 0];
 * const plan = listBatches(groups, { batchSize: 1, seed: 1 }, (items) => items.some((i) => relevance[i]! > 0));
 * if (plan.length !== 2) throw new Error('list b has nothing relevant');
 * ```
 */
export function listBatches(
  groups: ArrayLike<number | string>,
  options: ListBatchOptions,
  usable: (items: readonly number[]) => boolean = () => true,
): BatchPlan {
  const fn = 'listBatches';
  const { batchSize, seed } = readOptions(fn, options, {
    batchSize: [undefined, integer(1, 2 ** 31)],
    seed: [undefined, finite],
  });
  check(fn, 'usable', usable, callable);
  const lists = itemsById(fn, 'groups', groups, id).filter((items) => usable(items));
  need(lists.length, 'EMPTY', fn, 'a list that counts');
  const length = Math.ceil(lists.length / batchSize);
  return {
    length,
    epoch(epoch) {
      check(fn, 'epoch', epoch, integer(0, 2 ** 31));
      const order = shuffled(lists, uniforms(seed, epoch));
      return Array.from({ length }, (_, b) =>
        Uint32Array.from(order.slice(b * batchSize, (b + 1) * batchSize).flat()),
      );
    },
  };
}
