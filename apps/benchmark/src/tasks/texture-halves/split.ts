import { foldIn, key, permutation } from '@backdropjs/random';
import { refuse } from '../../check';
import { classCount } from '../../data/uiuc-texture/locate';
import type { TextureImages } from '../../data/uiuc-texture/read';
import { cutSquare } from '../classification/cut-square';
import type { ImageSet } from '../classification/image-set';
import type { TextureHalvesConfig } from './config';

interface Square {
  label: number;
  pixels: Float32Array;
}

/**
 * Draws classes by seed, and of each an image to train on and others. Training: the largest square in the middle of the
 * left half of the image. Test: all disjoint patches of its right half, from the top right corner on, and, measured apart,
 * those of the others.
 *
 * @throws RangeError where a class has too few images, or a half has no room for a patch.
 */
export function splitHalves(
  { labels, images }: TextureImages,
  { reduceTo: [height, width], classes, patch, otherImages }: TextureHalvesConfig,
  seed: number,
): { train: ImageSet; test: ImageSet } {
  const half = Math.floor(width / 2);
  const side = Math.min(height, half);
  if (!(patch > 0 && patch <= side))
    refuse('splitHalves', `patch must be 1 to ${side}, to lie in a half`, patch);
  const [train, same, other]: Square[][] = [[], [], []];
  const drawn = permutation(foldIn(key(seed), 'classes'), classCount).subarray(0, classes);
  drawn.forEach((from, label) => {
    const members = [...labels.keys()].filter((index) => labels[index] === from);
    if (members.length <= otherImages) {
      const constraint = `class T${from + 1} must have the 1 + ${otherImages} images that are wanted`;
      refuse('splitHalves', constraint, members.length, 'ask for fewer');
    }
    const order = permutation(foldIn(key(seed), 'split', from), members.length);
    const [first, ...others] = Array.from(order.subarray(0, 1 + otherImages), (i) => images[members[i]!]!);
    const [top, left] = [Math.floor((height - side) / 2), Math.floor((half - side) / 2)];
    train!.push({ label, pixels: cutSquare(first!, width, { top, left, side }) });
    same!.push(...patchesOf(first!, label));
    other!.push(...others.flatMap((image) => patchesOf(image, label)));
  });
  return {
    train: setOf(train!, side, classes),
    test: { ...setOf([...same!, ...other!], patch, classes), others: other!.length },
  };

  function patchesOf(image: Float32Array, label: number): Square[] {
    const patches: Square[] = [];
    for (let top = 0; top + patch <= height; top += patch) {
      for (let left = width - patch; left >= width - half; left -= patch)
        patches.push({ label, pixels: cutSquare(image, width, { top, left, side: patch }) });
    }
    return patches;
  }
}

function setOf(squares: readonly Square[], size: number, classes: number): ImageSet {
  const images = new Float32Array(squares.length * size * size);
  squares.forEach(({ pixels }, index) => {
    images.set(pixels, index * size * size);
  });
  return { images, labels: Int32Array.from(squares, ({ label }) => label), size, classes };
}
