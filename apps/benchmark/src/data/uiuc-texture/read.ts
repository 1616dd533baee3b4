import { availableParallelism } from 'node:os';
import { labelOf, listImages } from './locate';
import { readGrayImage } from './read-gray-image';

export interface TextureImages {
  /** Class of each image, 0 to 24. */
  labels: number[];
  /** Each image's brightness, 0 to 255, rows first. */
  images: Float32Array[];
}

/**
 * All images, reduced to `height` x `width`.
 *
 * @throws DataError for an image that is damaged or whose size is not a multiple.
 */
export async function readTextures(location: string, height: number, width: number): Promise<TextureImages> {
  const paths = listImages(location);
  const images: Float32Array[] = [];
  // Decoding runs beside this thread; a few at a time keep every core at work and the memory small.
  const atOnce = 2 * availableParallelism();
  for (let start = 0; start < paths.length; start += atOnce) {
    const some = paths.slice(start, start + atOnce);
    images.push(...(await Promise.all(some.map((path) => readGrayImage(path, height, width)))));
  }
  return { labels: paths.map(labelOf), images };
}
