import { describe, expect, it } from 'vitest';
import { foldIn, key, split, threefry4x32 } from './index';
import { STREAM_STRING } from './streams';
import type { Key } from './types';

const seeds = [
  0,
  1,
  -1,
  2,
  255,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  -(2 ** 32),
  2 ** 52 + 1,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  2n ** 63n - 1n,
  2n ** 63n,
  -(2n ** 63n),
  -(2n ** 63n) - 1n,
  2n ** 64n,
  2n ** 127n,
  -(2n ** 127n),
  10n ** 60n,
  -(10n ** 60n),
  '',
  '0',
  '1',
  '-1',
  'a',
  'b',
  'ab',
  'ba',
  'a\0',
  'a\0\0',
  '\0',
  'abcdef',
  'abcdefg',
  'abcdefgh',
  'é',
  'e\u0301',
  '\ud800',
  '😀',
];

const distinct = (keys: Key[]) => new Set(keys.map(String)).size;

describe('key', () => {
  it('is four frozen words and survives JSON', () => {
    const made = key(7);
    expect(made.every((word) => word >>> 0 === word) && made.length === 4).toBe(true);
    expect(Object.isFrozen(made)).toBe(true);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  it('folds a string as its length and two code units a word, three words a block', () => {
    const blocks = (...words: number[]) => {
      let folded: ArrayLike<number> = key(1);
      for (let i = 0; i < words.length; i += 3)
        folded = threefry4x32(folded, [words[i]!, words[i + 1]!, words[i + 2]!, STREAM_STRING]);
      return Array.from(folded);
    };
    expect(foldIn(key(1), '')).toEqual(blocks(0, 0, 0));
    expect(foldIn(key(1), '\u0001\u0002')).toEqual(blocks(2, 0x20001, 0));
    expect(foldIn(key(1), '\u0001\u0002\u0003')).toEqual(blocks(3, 0x20001, 3));
    expect(foldIn(key(1), '\u0001\u0002\u0003\u0004')).toEqual(blocks(4, 0x20001, 0x40003));
    expect(foldIn(key(1), '\u0001\u0002\u0003\u0004\u0005')).toEqual(blocks(5, 0x20001, 0x40003, 5, 0, 0));
  });

  it('differs for different seeds', () => {
    expect(distinct(seeds.map(key))).toBe(seeds.length);
    expect(distinct(Array.from({ length: 10_000 }, (_, i) => key(i - 5000)))).toBe(10_000);
  });

  it('takes a number and the bigint of the same value as one seed', () => {
    for (const seed of seeds) if (typeof seed === 'number') expect(key(BigInt(seed))).toEqual(key(seed));
    expect(key(-0)).toEqual(key(0));
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('rejects the number %d', (seed) => {
    expect(() => key(seed)).toThrow(`key: seeds must be safe integers, bigints or strings, got ${seed}`);
  });

  it.each([undefined, null, {}, true])('rejects %j', (seed) => {
    expect(() => key(seed as unknown as number)).toThrow(
      `key: seeds must be safe integers, bigints or strings, got `,
    );
  });
});

describe('foldIn', () => {
  it('folds data one after another', () => {
    const root = key(3);
    expect(foldIn(root, 'layer', 4)).toEqual(foldIn(foldIn(root, 'layer'), 4));
    expect(foldIn(root)).toEqual(root);
    expect(foldIn(root, 'a', 'b')).not.toEqual(foldIn(root, 'ab'));
    expect(foldIn(root, 1, 2)).not.toEqual(foldIn(root, 2, 1));
  });

  it('differs for different data', () => {
    expect(distinct(seeds.map((seed) => foldIn(key(3), seed)))).toBe(seeds.length);
  });

  it('rejects numbers that are no safe integers', () => {
    expect(() => foldIn(key(3), 1, 0.5)).toThrow(
      'foldIn: seeds must be safe integers, bigints or strings, got 0.5',
    );
  });

  it('rejects what is not a key', () => {
    expect(() => foldIn(42 as unknown as Key, 1)).toThrow(
      'foldIn: key must be key(seed) or four integers in [0, 2^32), got 42',
    );
  });
});

describe('split', () => {
  it('gives keys that differ from each other, from the root and from folded keys', () => {
    const root = key(3);
    const folded = Array.from({ length: 100 }, (_, i) => foldIn(root, i));
    expect(distinct([root, ...split(root, 100), ...folded])).toBe(201);
  });

  it('begins with the keys of a smaller split', () => {
    expect(split(key(3), 8).slice(0, 3)).toEqual(split(key(3), 3));
    expect(split(key(3), 0)).toEqual([]);
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 32])('rejects the count %d', (count) => {
    expect(() => split(key(3), count)).toThrow(`split: count must be an integer in [0, 2^24), got ${count}`);
  });
});
