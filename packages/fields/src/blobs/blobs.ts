import { foldIn, integers, key, type Seed } from '@backdropjs/random';
import { exp } from '@backdropjs/random/math';
import { check, checkChoice, checkInteger, checkNumber, readOptions } from '../check';
import { squaredExponential } from '../models/squared-exponential';
import { paperLength, paperPatch } from '../multiscale/lengths';
import { createSampler } from '../sampler/create-sampler';

/** The options of {@link blobs}. */
export interface BlobsOptions {
  /** The side of the square images in pixels. */
  size: number;
  /** The nominal correlation length in pixels, below 50; the fields' own is 0.78 times that for the paper's. */
  correlationLength: number;
  /**
   * 'sample', the default: every image has mean 0 and deviation 1, as in the paper. 'none': mean 0 and deviation
   * 1 over many images.
   */
  standardize?: 'sample' | 'none';
  /** Image i is a function of the seed and i. */
  seed: Seed;
}

/** Draws images that are sums of patches. */
export interface Blobs {
  /** The length l of the covariance exp(-r^2 / 2 l^2) that the images have. */
  readonly kernelLength: number;
  /** The side of a patch in pixels. */
  readonly patchSize: number;
  /** How many patches an image is made of. */
  readonly patches: number;
  /** Image i in row-major order: a new array, the caller's. */
  realization(i: number): Float32Array<ArrayBuffer>;
}

/** A patch's envelope is exp(-23 r^2), r being the distance from its center over its side. */
const ENVELOPE = 23;

/**
 * The patch process that the paper's generator draws its small scales with: many small fields of
 * squared-exponential covariance, each under a Gaussian envelope, at places drawn uniformly on a torus.
 *
 * $$
 * k(r) = e^{-r^2 / (2 l^2)}, \qquad l = \text{kernelLength}
 * $$
 *
 * Its covariance is squared-exponential too, of length `kernelLength`, but it is not Gaussian: patches are few, so
 * that some places have more of them (an excess kurtosis of about 1). {@link multiscale} with `lengths: 'paper'` draws
 * Gaussian fields of the same covariance, much faster. Unlike the paper's, patches are drawn at their final size,
 * not stretched, and wrap around exactly.
 *
 * @returns a promise of fields by number; each is a new array.
 * @throws RangeError if an option is out of range (as a rejected promise), or `i` is not an integer from 0 on with
 * less than 2^33 patches before it.
 * @see the generator at github.com/golkar/backdrop, GP_create.py.
 * @example
 * ```ts
 * import { blobs } from '@backdropjs/fields';
 *
 * const { realization, kernelLength } = await blobs({ size: 128, correlationLength: 4, seed: 1 });
 * const image = realization(0); // Float32Array of 128 * 128 numbers
 * ```
 */
export async function blobs(options: BlobsOptions): Promise<Blobs> {
  const { size, correlationLength, standardize, seed } = readOptions('blobs', options, {
    size: undefined,
    correlationLength: undefined,
    standardize: 'sample',
    seed: undefined,
  });
  checkNumber('blobs', 'correlationLength', correlationLength);
  const short = correlationLength < 50;
  check(
    short,
    'blobs',
    'correlationLength must be below 50',
    correlationLength,
    'createSampler draws longer ones',
  );
  const { points: patchSize, length, reach } = paperPatch(correlationLength);
  checkInteger('blobs', 'size', size, patchSize, 0x8000);
  checkChoice('blobs', 'standardize', standardize, 'sample', 'none');
  const patches = Math.floor(6 * (size / reach) ** 2);
  const root = foldIn(key(seed), 'blobs');
  const sampler = await createSampler({
    model: squaredExponential({ correlationLength: length }),
    shape: [patchSize, patchSize],
    boundary: { padding: 'auto' },
    dtype: 'float64',
    seed: root.join(),
  });
  const profile = Float64Array.from({ length: patchSize }, (_, i) =>
    exp(-ENVELOPE * (i / (patchSize - 1) - 0.5) ** 2),
  );
  // So many patches of such an envelope, spread over the image, have this mean square.
  const square = profile.reduce((sum, value) => sum + value * value, 0);
  const deviation = (Math.sqrt(patches) * square) / size;
  const patch = new Float64Array(patchSize * patchSize);
  const image = new Float64Array(size * size);

  return {
    kernelLength: paperLength(correlationLength),
    patchSize,
    patches,
    realization(i) {
      checkInteger('realization', 'i', i, 0, Math.floor(2 ** 33 / patches) - 1);
      image.fill(0);
      const places = integers(foldIn(root, i), 0, size, 2 * patches);
      for (let p = 0; p < patches; p++) {
        sampler.fill(patch, i * patches + p);
        for (let y = 0; y < patchSize; y++) {
          const row = ((places[2 * p]! + y) % size) * size;
          const rowWeight = profile[y]! / deviation;
          for (let x = 0, column = places[2 * p + 1]!; x < patchSize; x++, column++) {
            image[row + (column % size)]! += rowWeight * profile[x]! * patch[y * patchSize + x]!;
          }
        }
      }
      return standardize === 'sample' ? standardized(image) : Float32Array.from(image);
    },
  };
}

/** A copy with mean 0 and deviation 1. */
function standardized(image: Float64Array): Float32Array<ArrayBuffer> {
  const mean = image.reduce((sum, value) => sum + value, 0) / image.length;
  const square = image.reduce((sum, value) => sum + (value - mean) ** 2, 0) / image.length;
  return Float32Array.from(image, (value) => (value - mean) / Math.sqrt(square));
}
