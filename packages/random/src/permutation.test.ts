import { describe, expect, it } from 'vitest';
import { chiSquareZ, histogram } from '../test/z';
import { foldIn, key, permutation } from './index';

describe('permutation', () => {
  it.each([0, 1, 2, 3, 100, 1001])('holds each of %d numbers once', (n) => {
    expect([...permutation(key(n), n)].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
  });

  it('draws the 24 orders of four numbers equally often', () => {
    const rank = ([a, b, c, d]: Uint32Array) =>
      6 * a! + 2 * [b!, c!, d!].filter((x) => x < b!).length + (c! > d! ? 1 : 0);
    const ranks = Array.from({ length: 24_000 }, (_, i) =>
      rank(permutation(foldIn(key('permutation'), i), 4)),
    );
    expect(Math.abs(chiSquareZ(histogram(24, ranks)))).toBeLessThan(6);
  });

  it('is a function of the key and the length', () => {
    expect(permutation(key(1), 50)).toEqual(permutation(key(1), 50));
    expect(permutation(key(1), 50)).not.toEqual(permutation(key(2), 50));
  });

  it.each([-1, 2.5, Number.NaN])('rejects the length %d', (n) => {
    expect(() => permutation(key(1), n)).toThrow(`permutation: n must be an integer in [0, 2^32), got ${n}`);
  });
});
