import { describe, expect, it } from 'vitest';
import { key, threefry4x32 } from './index';

const zeros = [0, 0, 0, 0];

describe('threefry4x32', () => {
  it('fills and returns the array it is given', () => {
    const out = new Uint32Array(4);
    expect(threefry4x32(key(1), zeros, out)).toBe(out);
    expect(out).toEqual(threefry4x32(key(1), zeros));
  });

  it('flips half of the 128 output bits when one input bit flips', () => {
    // Each of 256 * 128 bits flips with probability 1/2: standard error 64 sqrt(2) of their number.
    let flips = 0;
    for (let bit = 0; bit < 256; bit++) {
      const words = Array.from(threefry4x32(key('avalanche'), [bit, 0, 0, 0])).concat([...key(bit)]);
      const flipped = words.map((word, i) => (i === bit >> 5 ? (word ^ (1 << (bit & 31))) >>> 0 : word));
      const a = threefry4x32(words.slice(0, 4), words.slice(4));
      const b = threefry4x32(flipped.slice(0, 4), flipped.slice(4));
      for (let i = 0; i < 4; i++) for (let d = a[i]! ^ b[i]!; d !== 0; d &= d - 1) flips++;
    }
    expect(Math.abs(flips - 128 * 128) / (64 * Math.SQRT2)).toBeLessThan(6);
  });

  it.each([Float32Array, Int32Array, Uint8Array])('refuses to write words into a %o', (array) => {
    expect(() => threefry4x32(key(1), zeros, new array(4) as never)).toThrow(
      new TypeError(`threefry4x32: out must be a Uint32Array of at least 4, got ${array.name}`),
    );
  });

  it.each([
    [[1, 2, 3]],
    [[1, 2, 3, -1]],
    [[1, 2, 3, 0.5]],
    [[1, 2, 3, 2 ** 32]],
    [[1, 2, 3, Number.NaN]],
    [undefined],
  ])('rejects the words %j', (words) => {
    expect(() => threefry4x32(words as number[], zeros)).toThrow(
      'threefry4x32: key must be key(seed) or four integers in [0, 2^32)',
    );
    expect(() => threefry4x32(zeros, words as number[])).toThrow(
      'threefry4x32: counter must be four integers in [0, 2^32)',
    );
  });
});
