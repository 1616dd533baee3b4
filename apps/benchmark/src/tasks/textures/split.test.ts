import { describe, expect, it } from 'vitest';
import { splitTextures } from './split';

/** Six images a class, each of which holds its own number times the column, squared. */
const labels = Array.from({ length: 150 }, (_, index) => Math.floor(index / 6));
const images = labels.map((_, index) =>
  Float32Array.from({ length: 4 * 6 }, (_, i) => (index + 1) * (i % 6) ** 2),
);
const config = { reduceTo: [4, 6], trainPerClass: 2, testPerClass: 3 } as never;
const split = (seed: number) => splitTextures({ labels, images }, config, seed);

describe('splitTextures', () => {
  it('takes as many of each class as asked for, different ones, by seed', () => {
    const { train, test } = split(1);
    for (const [set, count] of [
      [train, 2],
      [test, 3],
    ] as const) {
      expect([...set.labels]).toEqual(
        Array.from({ length: 25 * count }, (_, index) => Math.floor(index / count)),
      );
      expect([set.size, set.classes, set.images.length]).toEqual([4, 25, 25 * count * 16]);
    }
    expect(split(1)).toEqual({ train, test });
  });

  it('takes the square in the middle, with mean 0 and deviation 1', () => {
    const raw = [1, 4, 9, 16];
    const mean = 7.5;
    const deviation = Math.sqrt(raw.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4);
    // The images differ by a factor, which standardizing takes away.
    const { images } = split(1).train;
    images.forEach((value, index) => {
      expect(value).toBeCloseTo((raw[index % 4]! - mean) / deviation, 5);
    });
  });

  it('says when a class has too few images', () => {
    expect(() =>
      splitTextures({ labels, images }, { ...(config as object), testPerClass: 5 } as never, 1),
    ).toThrow('class T1 must have the 2 + 5 images that are wanted, got 6');
  });
});
