import { encode } from 'fast-png';
import type { Run } from '../experiments/run-list';
import type { TwoScaleConfig } from '../tasks/two-scale/config';

export interface SampleImage {
  label: string;
  /** A PNG as a data URI. */
  uri: string;
  /** Side in pixels. */
  size: number;
}

/** The largest side of a picture; larger images are averaged over blocks. */
const mostPixels = 256;

/** So few that a noisy image stays small as a file, so many that nobody sees them. */
const grays = 32;

/** The first training image of each class of a run, or nothing where its task does not draw its own images. */
export async function sampleImages({ task, config, seed }: Run): Promise<SampleImage[]> {
  if (task !== 'two-scale') return [];
  // Loads the generators of fields, which no other command needs outside its threads.
  const { drawTrainingSet } = await import('../tasks/two-scale/data');
  const settings = config as unknown as TwoScaleConfig;
  const { images, labels, size } = await drawTrainingSet(settings, seed);
  const { fineLengths, coarseLengths } = settings;
  return [...new Set(labels)].map((label) => {
    const first = labels.indexOf(label);
    const fine = fineLengths[label % fineLengths.length];
    const coarse = coarseLengths[Math.floor(label / fineLengths.length)];
    const pixels = images.subarray(first * size * size, (first + 1) * size * size);
    return { label: `lengths ${fine} and ${coarse}`, ...picture(pixels, size) };
  });
}

/** A square image in shades of gray, from two and a half deviations below its mean to as many above. */
function picture(pixels: Float32Array, side: number): { uri: string; size: number } {
  const block = Math.ceil(side / mostPixels);
  const size = Math.floor(side / block);
  const means = new Float64Array(size * size);
  for (let row = 0; row < size * block; row++) {
    for (let column = 0; column < size * block; column++) {
      const at = Math.floor(row / block) * size + Math.floor(column / block);
      means[at]! += pixels[row * side + column]! / block ** 2;
    }
  }
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const deviation = Math.sqrt(means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / means.length);
  const data = Uint8Array.from(means, (value) => {
    const shade = Math.min(Math.max((value - mean) / (5 * deviation) + 0.5, 0), 1);
    return Math.round((Math.round(shade * (grays - 1)) * 255) / (grays - 1));
  });
  const png = encode({ width: size, height: size, channels: 1, depth: 8, data });
  return { uri: `data:image/png;base64,${Buffer.from(png).toString('base64')}`, size };
}
