import { type Check, check, finite, integer, readOptions } from '../check';
import { id } from '../core/lists';
import { need, refuse } from '../errors';
import { itemsById } from './items-by-id';
import { shuffled, uniforms } from './shuffle';

/** An id, or a label of two classes. */
const stratum: Check = ['finite, text or boolean', (value) => value === !!value || id[1](value)];

/** What a batch must hold. */
export interface BatchOptions {
  /** Items a batch: an integer from 1. */
  readonly batchSize: number;
  /** Of each stratum at least so many in every batch; an integer from 0, default 1. */
  readonly atLeast?: number | undefined;
  /** A finite number: the same one gives the same batches, in every epoch, on every engine. */
  readonly seed: number;
}

/** Batches of positions of items, epoch by epoch. */
export interface BatchPlan {
  /** Batches an epoch. */
  readonly length: number;
  /** The positions in each batch of an epoch, 0 the first. A value of epoch and seed: asking twice gives the same. */
  epoch(epoch: number): Uint32Array<ArrayBuffer>[];
}

/**
 * Random batches that hold of each stratum what it is of the whole, and never less than `atLeast`: so that a loss which needs
 * positives and negatives (three classes; an event) is defined in every batch. The strata are the values of `strata`: class
 * labels, event flags, or any ids; n of them.
 *
 * Every batch has the same composition: `atLeast` of a rare stratum, what rounds its share of `batchSize` of others, the most
 * frequent taking the rest. Each epoch walks through a stratum in an order of its own, and again where it is used up: in its
 * ceil(n / batchSize) batches items of a rare stratum may come several times, and some of a frequent one not at all. O(n) time
 * an epoch.
 *
 * @param strata - the stratum of each of n items.
 * @returns a plan: `epoch(i)` gives the positions of each batch, the same for the same seed.
 * @throws LossInputError `OUT_OF_RANGE` for a bad option and for a batch too small for `atLeast` of each stratum, `EMPTY`
 * without items
 *
 * @example
 * ```ts
 * import { stratifiedBatches } from '@backdropjs/losses/batches';
 * const labels = Array.from({ length: 100 }, (_, i) => Number(i % 20 === 0));
 * const batches = stratifiedBatches(labels, { batchSize: 10, atLeast: 2, seed: 1 });
 * for (const batch of batches.epoch(0)) {
 *   const positives = [...batch].filter((i) => labels[i]);
 *   if (batch.length !== 10 || positives.length !== 2) throw new Error('two positives in each');
 * }
 * ```
 */
export function stratifiedBatches(
  strata: ArrayLike<number | string | boolean>,
  options: BatchOptions,
): BatchPlan {
  const fn = 'stratifiedBatches';
  const { batchSize, atLeast, seed } = readOptions(fn, options, {
    batchSize: [undefined, integer(1, 2 ** 24)],
    atLeast: [1, integer(0, 2 ** 31)],
    seed: [undefined, finite],
  });
  const pools = itemsById(fn, 'strata', strata, stratum).sort((a, b) => a.length - b.length);
  const n = pools.reduce((sum, pool) => sum + pool.length, 0);
  need(n, 'EMPTY', fn, 'an item');
  const counts = pools.map((pool) => Math.max(atLeast, Math.round((batchSize * pool.length) / n)));
  // The most frequent takes the rest.
  const others = counts.slice(0, -1).reduce((sum, count) => sum + count, 0);
  counts[counts.length - 1] = batchSize - others;
  if (batchSize - others < Math.max(1, atLeast)) {
    refuse(
      'OUT_OF_RANGE',
      fn,
      `batchSize must leave room for ${atLeast} of each of ${pools.length} strata`,
      `${batchSize}; take larger batches`,
    );
  }
  const length = Math.ceil(n / batchSize);
  return {
    length,
    epoch(epoch) {
      check(fn, 'epoch', epoch, integer(0, 2 ** 31));
      const batches = Array.from({ length }, () => new Uint32Array(batchSize));
      let from = 0;
      pools.forEach((pool, s) => {
        const count = counts[s]!;
        const items = walk(pool, count, length, (round) => uniforms(seed, epoch, s, round));
        batches.forEach((batch, b) => {
          batch.set(items.subarray(b * count, (b + 1) * count), from);
        });
        from += count;
      });
      return batches;
    },
  };
}

/**
 * `count` items of a pool for each of `batches`: round after round in random order. Where a round ends inside a batch, the next
 * one begins with items that are not yet in that batch, if there are enough.
 */
function walk(
  pool: readonly number[],
  count: number,
  batches: number,
  random: (round: number) => () => number,
): Uint32Array {
  const all = new Uint32Array(count * batches);
  for (let round = 0, at = 0; at < all.length; round++) {
    const order = shuffled(pool, random(round));
    const held = new Set(all.subarray(at - (at % count), at));
    const next = [...order.filter((i) => !held.has(i)), ...order.filter((i) => held.has(i))];
    for (const i of next) if (at < all.length) all[at++] = i;
  }
  return all;
}
