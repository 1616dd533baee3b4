import { key } from '@backdropjs/random';
import { expect, it } from 'vitest';
import { epochSlice } from './batches';

it('takes each sample at most once an epoch, and another order in the next', () => {
  const epoch = (number: number) =>
    [0, 1, 2].map((step) => [...epochSlice(10, 3, key(1), 3 * number + step)]);
  for (const number of [0, 1]) {
    const samples = epoch(number).flat();
    expect(new Set(samples).size).toBe(9);
    expect(Math.max(...samples)).toBeLessThan(10);
  }
  expect(epoch(0)).not.toEqual(epoch(1));
  expect(epochSlice(10, 3, key(2), 0)).not.toEqual(epochSlice(10, 3, key(1), 0));
});

it('leaves out every sample equally often: 2000 epochs of 3 batches of 3 from 10, within 5 standard errors', () => {
  const counts = new Array<number>(10).fill(0);
  for (let step = 0; step < 6000; step++) {
    for (const index of epochSlice(10, 3, key(3), step)) counts[index]!++;
  }
  const standardError = Math.sqrt(2000 * 0.9 * 0.1);
  for (const count of counts) expect(Math.abs(count - 1800)).toBeLessThan(5 * standardError);
});
