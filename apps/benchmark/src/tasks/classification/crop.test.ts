import { key } from '@backdropjs/random';
import { describe, expect, it } from 'vitest';
import { randomCrops } from './crop';

/** Two images whose pixels name their image, row and column. */
const set = {
  images: Float32Array.from({ length: 2 * 36 }, (_, index) => index),
  labels: Int32Array.of(0, 1),
  size: 6,
  classes: 2,
};

describe('randomCrops', () => {
  it('cuts whole squares out of their own image', () => {
    const { images, labels, size } = randomCrops(set, 4, key(1), 0);
    expect(labels).toBe(set.labels);
    expect(size).toBe(4);
    for (const image of [0, 1]) {
      const corner = images[image * 16]!;
      const [row, column] = [Math.floor((corner - image * 36) / 6), corner % 6];
      expect(row).toBeGreaterThanOrEqual(0);
      expect(row).toBeLessThanOrEqual(2);
      expect(column).toBeLessThanOrEqual(2);
      const expected = Array.from({ length: 16 }, (_, i) => corner + Math.floor(i / 4) * 6 + (i % 4));
      expect([...images.subarray(image * 16, (image + 1) * 16)]).toEqual(expected);
    }
  });

  it('reaches every place: the corners of 300 steps, 9 places an image', () => {
    const corners = new Set<number>();
    for (let step = 0; step < 300; step++) {
      const { images } = randomCrops(set, 4, key(1), step);
      corners.add(images[0]!).add(images[16]!);
    }
    expect(corners.size).toBe(18);
  });
});
