import { describe, expect, it } from 'vitest';
import { splitHalves } from './split';

/** Three images a class of 4 x 8 pixels, each of which holds its own number times 100 plus the place of a pixel, squared. */
const labels = Array.from({ length: 75 }, (_, index) => Math.floor(index / 3));
const images = labels.map((_, index) => Float32Array.from({ length: 32 }, (_, i) => (index * 100 + i) ** 2));
const config = { reduceTo: [4, 8], classes: 10, patch: 2, otherImages: 2 } as never;
const split = (seed: number) => splitHalves({ labels, images }, config, seed);
const standardized = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (value - mean) / deviation);
};

describe('splitHalves', () => {
  it('draws classes and images by seed, and counts the patches of the others apart', () => {
    const { train, test } = split(1);
    const tens = Array.from({ length: 10 }, (_, label) => label);
    expect([train.size, train.classes, [...train.labels]]).toEqual([4, 10, tens]);
    // Two rows of two patches in a right half.
    expect([...test.labels.subarray(0, 40)]).toEqual(tens.flatMap((label) => [label, label, label, label]));
    expect([test.size, test.labels.length, test.others]).toEqual([2, 40 + 80, 80]);
    expect(split(1)).toEqual({ train, test });
    expect(split(2).train.images).not.toEqual(train.images);
  });

  it('trains on the left half and tests on disjoint patches of the right half of the same image', () => {
    const { train, test } = split(3);
    const own = train.images.subarray(0, 16);
    const image = images.find((_, index) => {
      const half = images[index]!.filter((_, i) => i % 8 < 4);
      return standardized([...half]).every((value, i) => Math.abs(value - own[i]!) < 1e-4);
    })!;
    expect(image).toBeDefined();
    const corners = [6, 4, 22, 20];
    const patches = corners.flatMap((corner) =>
      standardized([corner, corner + 1, corner + 8, corner + 9].map((i) => image[i]!)),
    );
    [...test.images.subarray(0, 16)].forEach((value, i) => {
      expect(value).toBeCloseTo(patches[i]!, 3);
    });
  });

  it('refuses classes with too few images, and patches that a half has no room for', () => {
    const refused = (changes: object) => () =>
      splitHalves({ labels, images }, { ...(config as object), ...changes } as never, 1);
    expect(refused({ otherImages: 3 })).toThrow(/must have the 1 \+ 3 images that are wanted, got 3/);
    expect(refused({ patch: 5 })).toThrow('patch must be 1 to 4, to lie in a half, got 5');
  });
});
