import sharp from 'sharp';
import { fail, show } from '../../check';
import { DataError } from '../data-error';

/**
 * Decodes an image and averages its pixels in blocks, down to `height` x `width`. (sharp's own resizing may round
 * differently on other processors; sums of whole numbers are the same everywhere.)
 */
export async function readGrayImage(path: string, height: number, width: number): Promise<Float32Array> {
  const { data, info } = await sharp(path)
    .toColorspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      const failure = { kind: DataError, cause: error };
      return fail('readGrayImage', `${path} must be an image`, show(error), 'restore it', failure);
    });
  const factor = info.width / width;
  if (!Number.isInteger(factor) || info.height !== height * factor || info.channels !== 1) {
    const constraint = `${path} must be a grayscale image of ${width} x ${height} pixels or a multiple of it`;
    const got = `${info.width} x ${info.height} with ${info.channels} channels`;
    fail('readGrayImage', constraint, got, 'restore it', { kind: DataError });
  }
  return averageBlocks(data, info.width, factor);
}

function averageBlocks(pixels: Uint8Array, width: number, factor: number): Float32Array {
  const columns = width / factor;
  const means = new Float32Array(pixels.length / factor ** 2);
  pixels.forEach((value, index) => {
    const [row, column] = [Math.floor(index / width), index % width];
    means[Math.floor(row / factor) * columns + Math.floor(column / factor)]! += value;
  });
  return means.map((sum) => sum / factor ** 2);
}
