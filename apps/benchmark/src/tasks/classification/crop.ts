import { foldIn, integers, type Key } from '@backdropjs/random';
import type { ImageSet } from './image-set';

/** Cuts a square at a random place out of each image; the places depend on the key and the step. */
export function randomCrops(
  { images, labels, size, classes }: ImageSet,
  side: number,
  key: Key,
  step: number,
): ImageSet {
  const cropped = new Float32Array(labels.length * side * side);
  const corners = integers(foldIn(key, step), 0, size - side + 1, 2 * labels.length);
  for (let image = 0; image < labels.length; image++) {
    const top = corners[2 * image]!;
    const left = corners[2 * image + 1]!;
    for (let row = 0; row < side; row++) {
      const from = (image * size + top + row) * size + left;
      const to = (image * side + row) * side;
      for (let column = 0; column < side; column++) cropped[to + column] = images[from + column]!;
    }
  }
  return { images: cropped, labels, size: side, classes };
}
