import { describe, expect, it } from 'vitest';
import { normals } from '../../test/random';
import { softRank } from './soft-rank';
import { softSort } from './soft-sort';

describe.each([
  ['softRank', softRank],
  ['softSort', softSort],
] as const)('%s', (_, operator) => {
  it.each(['ASCENDING', 'DESCENDING'] as const)('%s has the Jacobian of its values', (direction) => {
    const x = normals(8, 3);
    const cotangent = normals(8, 4);
    const options = { direction, regularizationStrength: 0.7 };
    const { vjp } = operator(x, options);
    const at = (k: number, shift: number) => {
      const moved = x.slice();
      moved[k]! += shift;
      return operator(moved, options).values.reduce((sum, value, i) => sum + value * cotangent[i]!, 0);
    };
    const gradient = vjp(cotangent);
    for (const k of x.keys()) expect(gradient[k]).toBeCloseTo((at(k, 1e-5) - at(k, -1e-5)) / 2e-5, 8);
  });

  it('keeps sums, whatever the strength', () => {
    const x = normals(50, 5);
    for (const regularizationStrength of [0.01, 1, 100]) {
      const { values } = operator(x, { regularizationStrength });
      const want = operator === softRank ? (50 * 51) / 2 : x.reduce((sum, value) => sum + value, 0);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(want, 8);
    }
  });

  it.each([1e-6, 1e-10, 1e-16, 1e-308, 5e-324])('becomes the hard one at strength %f', (strength) => {
    const order = [3, 0, 4, 1, 2];
    const cotangent = [1, 2, 3, 4, 5];
    for (const [offset, step] of [
      [0, 1],
      [1e6, 0.1],
      [-1e6, 1e-3],
      [1.7e12, 1000],
    ] as const) {
      const x = order.map((rank) => offset + step * rank);
      const { values, vjp } = operator(x, { regularizationStrength: strength });
      const isRank = operator === softRank;
      expect([...values]).toEqual(isRank ? [4, 1, 5, 2, 3] : x.slice().sort((a, b) => a - b));
      // Ranks do not move; each place in the order has its value from one position.
      expect([...vjp(cotangent)].map(Math.abs)).toEqual(isRank ? [0, 0, 0, 0, 0] : [4, 1, 5, 2, 3]);
    }
  });

  it.each([
    [0.75, 0.5],
    // Values that differ in the last bits of 2^40 alone, beside terms of the ranks that are as small.
    [1e-4, 2 ** -12],
    [3e-4, 2 ** -12],
    [3e3, 2 ** -12],
  ])('loses nothing where large values are close to each other: strength %f, step %f', (strength, step) => {
    const options = { regularizationStrength: strength };
    const shift = operator === softRank ? 0 : 2 ** 40;
    for (const top of [5, 14]) {
      const x = [4, 1, 2, 0, top, 2].map((value) => value * step);
      const far = x.map((value) => value + 2 ** 40);
      const [near, moved] = [operator(x, options), operator(far, options)];
      for (const [i, value] of near.values.entries()) expect(moved.values[i]! - shift).toBeCloseTo(value, 3);
      if (operator === softRank) expect(moved.values).toEqual(near.values);
      expect(moved.vjp(x)).toEqual(near.vjp(x));
    }
  });

  it('solves the isotonic regression, whatever the strength', () => {
    const isRank = operator === softRank;
    for (const [seed, strength] of [0.01, 0.1, 1, 10].entries()) {
      const x = normals(30, seed).map((value) => Math.round(4 * value) / 4);
      // The sorted values, downwards, and the ranks; the result is the one less the regression.
      const s = x.slice().sort().reverse();
      const ranks = s.map((_, k) => 30 - k);
      const z = isRank ? s.map((value) => value / strength) : ranks.map((rank) => rank / strength);
      const y = z.map((value, k) => value - (isRank ? ranks : s)[k]!);
      // v_k is the least, over the first item, of the largest mean up to any last one.
      const want = z.map((value, k) => {
        let least = Infinity;
        for (let first = 0; first <= k; first++) {
          let largest = -Infinity;
          for (let last = k; last < 30; last++) {
            const part = y.subarray(first, last + 1);
            largest = Math.max(largest, part.reduce((sum, v) => sum + v, 0) / part.length);
          }
          least = Math.min(least, largest);
        }
        return value - least;
      });
      const direction = isRank ? 'ASCENDING' : 'DESCENDING';
      const { values } = operator(x, { regularizationStrength: strength, direction });
      const got = isRank ? values.slice().sort().reverse() : values;
      for (const [k, value] of want.entries()) expect(got[k]).toBeCloseTo(value, 10);
    }
  });

  it('says what is wrong with its input', () => {
    expect(() => operator([])).toThrow('at least one value');
    expect(() => operator([1, NaN])).toThrow('must be finite');
    expect(() => operator([1, null as never])).toThrow('values[1] must be finite, got null');
    expect(() => operator('12' as never)).toThrow('values[0] must be finite, got "1"');
    expect(() => operator([1n] as never)).toThrow('values[0] must be finite, got 1n');
    expect(() => operator([1, 2]).vjp([1, '2' as never])).toThrow('cotangent[1] must be finite, got "2"');
    expect(() => operator(undefined as never)).toThrow('the length of values must be a number');
    expect(() => operator([1], 0.1 as never)).toThrow('options must be an object, got 0.1');
    expect(() => operator([1, 2], { direction: 'UP' as 'ASCENDING' })).toThrow('must be one of');
    expect(() => operator([1, 2]).vjp([1])).toThrow('the length of cotangent must be 2');
  });
});

it('softRank gives each of two far clusters the ranks that it has alone', () => {
  const x = [4, 1, 2, 0, 14, 2].map((value) => value * 2 ** -12);
  for (const regularizationStrength of [1e-4, 3e-4, 1e-2]) {
    const { values } = softRank(x, { regularizationStrength });
    for (const offset of [-(2 ** 40), 2 ** 40]) {
      const both = softRank([...x, ...x.map((value) => value + offset)], { regularizationStrength });
      for (const [i, rank] of values.entries()) {
        expect(both.values[i]).toBeCloseTo(offset < 0 ? rank + 6 : rank, 12);
        expect(both.values[i + 6]).toBeCloseTo(offset < 0 ? rank : rank + 6, 12);
      }
    }
  }
});
