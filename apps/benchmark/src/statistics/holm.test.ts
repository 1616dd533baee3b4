import { expect, it } from 'vitest';
import { holm } from './holm';

it('multiplies the smallest p-value by their number, the next by one less, and never falls', () => {
  const [largest, smallest, middle, nearMiddle] = holm([0.7, 0.001, 0.02, 0.03]);
  expect(smallest).toBe(4 * 0.001);
  expect(middle).toBe(3 * 0.02);
  expect(nearMiddle).toBe(3 * 0.02); // 2 * 0.03 is the same
  expect(largest).toBe(0.7);
  expect(holm([0.02, 0.021])).toEqual([0.04, 0.04]);
  expect(holm([0.6, 0.9])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
