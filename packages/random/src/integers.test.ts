import { describe, expect, it } from 'vitest';
import { chiSquareZ, histogram, mean } from '../test/z';
import { integer53 } from './bits';
import { integers, key, threefry4x32 } from './index';
import { STREAM_INTEGERS } from './streams';

const n = 120_000;

describe('integers', () => {
  it.each([2, 3, 6, 1000])('draws each of %d integers equally often', (range) => {
    const x = integers(key('integers'), -range, 0, n);
    expect(
      Math.abs(
        chiSquareZ(
          histogram(
            range,
            x.map((value) => value + range),
          ),
        ),
      ),
    ).toBeLessThan(6);
  });

  it('has no bias where a plain remainder would have the greatest', () => {
    // Of 2^53 draws modulo 3 * 2^51, the lower third would come up twice as often as the others.
    const range = 3 * 2 ** 51;
    const x = integers(key('integers'), 0, range, new Float64Array(n));
    expect(
      Math.abs(
        chiSquareZ(
          histogram(
            6,
            x.map((value) => Math.floor(value / 2 ** 50)),
          ),
        ),
      ),
    ).toBeLessThan(6);
    expect(Math.abs(mean(n, (i) => x[i]! / range) - 1 / 2) * Math.sqrt(12 * n)).toBeLessThan(6);
  });

  it('stays within the widest ranges', () => {
    for (const [low, high] of [
      [0, Number.MAX_SAFE_INTEGER],
      [Number.MIN_SAFE_INTEGER, 0],
      [-(2 ** 52), 2 ** 52 - 1],
      [2 ** 52, 2 ** 52 + 1],
    ] as const) {
      const x = integers(key(1), low, high, new Float64Array(1000));
      expect(x.every((value) => Number.isInteger(value) && value >= low && value < high)).toBe(true);
    }
  });

  it.each([
    [0, 0],
    [5, 4],
    [0.5, 3],
    [0, Number.NaN],
    [0, 2 ** 53],
    [-(2 ** 53) + 1, 2 ** 53 - 1],
  ])('rejects the range %d to %d', (low, high) => {
    expect(() => integers(key(1), low, high, 3)).toThrow(
      /^integers: (low must be a safe integer|high must be a safe integer above \S+, by less than 2\^53), got \S+$/,
    );
  });

  it.each([1, 2, 2 ** 31, 2 ** 52])('draws once where %d divides 2^53', (range) => {
    const k = key('once');
    const expected = Array.from({ length: 64 }, (_, i) => {
      const words = threefry4x32(k, [i >>> 1, 0, 0, STREAM_INTEGERS]);
      return integer53(words[(i & 1) << 1]!, words[((i & 1) << 1) + 1]!) % range;
    });
    expect([...integers(k, 0, range, new Float64Array(64))]).toEqual(expected);
  });

  it('repeats the draw of the incomplete interval alone, under a counter of its own', () => {
    const k = key('repeated');
    const range = 2 ** 52 + 1;
    const expected = Array.from({ length: 64 }, (_, i) => {
      for (let attempt = 0; ; attempt++) {
        const words = threefry4x32(k, [i >>> 1, attempt, 0, STREAM_INTEGERS]);
        const draw = integer53(words[(i & 1) << 1]!, words[((i & 1) << 1) + 1]!);
        if (draw < range) return draw;
      }
    });
    expect([...integers(k, 0, range, new Float64Array(64))]).toEqual(expected);
  });

  it('finds the neighbors of the ends that floats skip, and asks for none beyond a range of one', () => {
    for (const [low, high] of [
      [2 ** 24, 2 ** 24 + 3],
      [0, 2 ** 24 + 3],
      [-(2 ** 24) - 2, 1],
    ] as const) {
      expect(() => integers(key(1), low, high, new Float32Array(1))).toThrow(
        `integers: out must be able to hold ${low} to ${high - 1}, say a Float64Array, got Float32Array`,
      );
    }
    expect([...integers(key(1), 2 ** 24, 2 ** 24 + 1, new Float32Array(2))]).toEqual([2 ** 24, 2 ** 24]);
    expect([...integers(key(1), 0, 1, new Uint8Array(2))]).toEqual([0, 0]);
    expect([...integers(key(1), 254, 256, new Uint8Array(1))][0]).toBeGreaterThanOrEqual(254);
  });

  it('rejects an array whose elements cannot hold the range', () => {
    const cases = [
      [new Int8Array(1), -128, 128],
      [new Uint8Array(1), 0, 256],
      [new Uint8ClampedArray(1), 0, 256],
      [new Int16Array(1), -(2 ** 15), 2 ** 15],
      [new Uint16Array(1), 0, 2 ** 16],
      [new Int32Array(1), -(2 ** 31), 2 ** 31],
      [new Uint32Array(1), 0, 2 ** 32],
      [new Float32Array(1), -(2 ** 24), 2 ** 24 + 1],
    ] as const;
    for (const [out, low, high] of cases) {
      expect(integers(key(1), low, high, out)).toBe(out);
      expect(() => integers(key(1), low, high + 1, out)).toThrow(
        `integers: out must be able to hold ${low} to ${high}, say a Float64Array, got ${out.constructor.name}`,
      );
      expect(() => integers(key(1), low - 1, high, out)).toThrow('integers: out must be able to hold');
    }
  });
});
