import { foldIn, key, permutation } from '@backdropjs/random';
import { refuse } from '../../check';
import { classCount } from '../../data/uiuc-texture/locate';
import type { TextureImages } from '../../data/uiuc-texture/read';
import { cutSquare } from '../classification/cut-square';
import type { ImageSet } from '../classification/image-set';
import type { TexturesConfig } from './config';

/**
 * Draws the training images of each class by seed, and the test images from what is left of it. The square in the
 * middle of each image is brought to mean 0 and deviation 1, so that its brightness tells nothing.
 *
 * @throws RangeError where a class has too few images.
 */
export function splitTextures(
  { labels, images }: TextureImages,
  { reduceTo: [height, width], trainPerClass, testPerClass }: TexturesConfig,
  seed: number,
): { train: ImageSet; test: ImageSet } {
  const size = Math.min(height, width);
  const [top, left] = [Math.floor((height - size) / 2), Math.floor((width - size) / 2)];
  const square = (index: number) => cutSquare(images[index]!, width, { top, left, side: size });
  const train: number[] = [];
  const test: number[] = [];
  for (let label = 0; label < classCount; label++) {
    const members = [...labels.keys()].filter((index) => labels[index] === label);
    if (members.length < trainPerClass + testPerClass) {
      const constraint = `class T${label + 1} must have the ${trainPerClass} + ${testPerClass} images that are wanted`;
      refuse('splitTextures', constraint, members.length, 'ask for fewer');
    }
    const order = permutation(foldIn(key(seed), 'split', label), members.length);
    const drawn = Array.from(order, (position) => members[position]!);
    train.push(...drawn.slice(0, trainPerClass));
    test.push(...drawn.slice(trainPerClass, trainPerClass + testPerClass));
  }
  const setOf = (indices: readonly number[]): ImageSet => {
    const pixels = new Float32Array(indices.length * size * size);
    indices.forEach((index, image) => {
      pixels.set(square(index), image * size * size);
    });
    return {
      images: pixels,
      labels: Int32Array.from(indices, (index) => labels[index]!),
      size,
      classes: classCount,
    };
  };
  return { train: setOf(train), test: setOf(test) };
}
