import { describe, expect, it } from 'vitest';
import { uniforms } from '../../test/random';
import { listBatches } from './list-batches';
import { stratifiedBatches } from './stratified-batches';

const next = uniforms(1);
const n = 1000;
const rare = Array.from({ length: n }, () => Number(next() < 0.03));
const three = Array.from({ length: n }, () => (next() < 0.02 ? 'c' : next() < 0.3 ? 'b' : 'a'));

const countsOf = (batch: Uint32Array, strata: readonly unknown[]) => {
  const counts = new Map<unknown, number>();
  for (const i of batch) counts.set(strata[i], (counts.get(strata[i]) ?? 0) + 1);
  return counts;
};

describe('stratifiedBatches', () => {
  it.each([
    ['two classes', rare, 2],
    ['three classes', three, 3],
  ] as const)('gives every batch of %s the same composition', (_, strata, least) => {
    const plan = stratifiedBatches(strata, { batchSize: 32, atLeast: least, seed: 7 });
    expect(plan.length).toBe(32);
    const first = countsOf(plan.epoch(0)[0]!, strata);
    for (const epoch of [0, 1, 5]) {
      for (const batch of plan.epoch(epoch)) {
        expect(batch).toHaveLength(32);
        const counts = countsOf(batch, strata);
        expect(counts).toEqual(first);
        for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(least);
      }
    }
  });

  it('comes to the items of a stratum evenly, and to none twice in a batch', () => {
    const plan = stratifiedBatches(rare, { batchSize: 32, atLeast: 3, seed: 2 });
    const seen = new Uint32Array(n);
    for (const batch of plan.epoch(4)) {
      expect(new Set(batch).size).toBe(32);
      for (const i of batch) seen[i]!++;
    }
    for (const label of [0, 1]) {
      const own = [...seen].filter((_, i) => rare[i] === label);
      // Rounds are complete: counts differ by the one that is under way.
      expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
    }
    // All the same where a stratum is smaller than its part of a batch.
    const few = stratifiedBatches([1, 0, 0, 0, 0, 0], { batchSize: 5, atLeast: 2, seed: 2 });
    expect([...few.epoch(0)[0]!].filter((i) => i === 0)).toHaveLength(2);
  });

  it('is a value of seed and epoch', () => {
    const batches = (seed: number, epoch: number) =>
      stratifiedBatches(rare, { batchSize: 50, seed }).epoch(epoch).map(String).join();
    expect(batches(1, 3)).toBe(batches(1, 3));
    expect(batches(1, 3)).not.toBe(batches(2, 3));
    expect(batches(1, 3)).not.toBe(batches(1, 4));
    // Frozen: a change of the batches of a seed is a major version.
    const first = stratifiedBatches([0, 1, 0, 0, 1, 0], { batchSize: 3, seed: 42 }).epoch(0);
    expect(first.map((batch) => [...batch])).toMatchInlineSnapshot(`
      [
        [
          1,
          5,
          3,
        ],
        [
          4,
          0,
          2,
        ],
      ]
    `);
  });

  it('shuffles uniformly', () => {
    // Position of item 0 among 5, over 4000 seeds: a chi-squared of 4 degrees of freedom, below 23.5 but for 1e-4.
    const counts = new Float64Array(5);
    for (let seed = 0; seed < 4000; seed++) {
      const [batch] = stratifiedBatches([0, 0, 0, 0, 0], { batchSize: 5, seed }).epoch(0);
      counts[batch!.indexOf(0)]!++;
    }
    const chi = counts.reduce((sum, count) => sum + (count - 800) ** 2 / 800, 0);
    expect(chi).toBeLessThan(23.5);
  });

  it('says what it cannot do', () => {
    expect(() => stratifiedBatches(three, { batchSize: 4, atLeast: 2, seed: 1 })).toThrow(
      'batchSize must leave room for 2 of each of 3 strata, got 4; take larger batches',
    );
    expect(() => stratifiedBatches([], { batchSize: 4, seed: 1 })).toThrow('needs an item');
    expect(() => stratifiedBatches([1], { batchSize: 4 } as never)).toThrow('seed must be finite');
    expect(() => stratifiedBatches([1], { batchSize: 1, seed: 1 }).epoch(-1)).toThrow('epoch must be');
  });
});

describe('listBatches', () => {
  it('keeps lists together and comes to all of them', () => {
    const groups = Array.from({ length: 60 }, (_, i) => `q${i % 13}`);
    const plan = listBatches(groups, { batchSize: 4, seed: 1 });
    const seen = new Set<string>();
    for (const batch of plan.epoch(3)) {
      const own = new Set([...batch].map((i) => groups[i]!));
      for (const id of own) seen.add(id);
      expect(batch).toHaveLength(groups.filter((id) => own.has(id)).length);
    }
    expect(seen.size).toBe(13);
  });

  it('says when no list is left', () => {
    expect(() => listBatches([1, 1], { batchSize: 1, seed: 1 }, () => false)).toThrow(
      'needs a list that counts',
    );
  });
});

it('booleans are strata, as labels are, and no lists, as nowhere else', () => {
  const labels = [true, false, true, false];
  expect(stratifiedBatches(labels, { batchSize: 2, seed: 1 }).epoch(0)).toHaveLength(2);
  expect(() => listBatches(labels as never, { batchSize: 1, seed: 1 })).toThrow(
    'listBatches: groups[0] must be finite or text, got true',
  );
});
