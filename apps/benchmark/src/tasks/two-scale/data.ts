import { createSampler, multiscale, squaredExponential } from '@backdropjs/fields';
import { foldIn, type Key, key } from '@backdropjs/random';
import { refuse } from '../../check';
import type { ImageSet } from '../classification/image-set';
import { seedOf } from '../training/initialize';
import type { TwoScaleDataConfig } from './config';

/** The training images of a seed. */
export async function drawTrainingSet(config: TwoScaleDataConfig, seed: number): Promise<ImageSet> {
  return drawImages(config, config.trainPerClass, foldIn(key(seed), 'train'));
}

/** The test images of a seed, or those that all seeds share. */
export async function drawTestSet(config: TwoScaleDataConfig, seed: number): Promise<ImageSet> {
  const root = config.sharedTestSet ? key('shared') : key(seed);
  return drawImages(config, config.testPerClass, foldIn(root, 'test'));
}

function drawImages(config: TwoScaleDataConfig, perClass: number, root: Key): Promise<ImageSet> | ImageSet {
  return config.generator === 'multiscale'
    ? drawMultiscale(config, perClass, root)
    : drawCropped(config, perClass, root);
}

function classesOf({ fineLengths, coarseLengths }: TwoScaleDataConfig) {
  return { classes: fineLengths.length * coarseLengths.length, fineClasses: fineLengths.length };
}

/** Images of the paper's set, the classes taking turns. */
function drawMultiscale(config: TwoScaleDataConfig, perClass: number, root: Key): ImageSet {
  const { size, fineLengths, fineTorus, coarseLengths, coarseTorus, amplitudes } = config;
  if (fineTorus !== size || coarseTorus !== size) {
    const constraint = `fineTorus and coarseTorus must be the image's side, ${size}, with the generator multiscale`;
    refuse('two-scale', constraint, [fineTorus, coarseTorus]);
  }
  const set = multiscale({
    size,
    scales: [fineLengths, coarseLengths],
    amplitudes,
    perClass,
    standardize: 'sample',
    lengths: 'paper',
    seed: seedOf(root),
  });
  const images = new Float32Array(set.length * size * size);
  const labels = Int32Array.from({ length: set.length }, (_, i) => {
    const { field, label } = set.sample(i);
    images.set(field, i * size * size);
    return label;
  });
  return { images, labels, size, ...classesOf(config) };
}

/** Images by class; every image has a fine and a coarse field of its own, each standardized after cropping. */
async function drawCropped(config: TwoScaleDataConfig, perClass: number, root: Key): Promise<ImageSet> {
  const { size, fineLengths, coarseLengths, amplitudes } = config;
  const count = fineLengths.length * coarseLengths.length * perClass;
  const images = new Float32Array(count * size * size);
  const labels = new Int32Array(count);
  const fine = await Promise.all(
    fineLengths.map((length, index) => fieldsOf(length, config.fineTorus, foldIn(root, 'fine', index))),
  );
  const coarse = await Promise.all(
    coarseLengths.map((length, index) => fieldsOf(length, config.coarseTorus, foldIn(root, 'coarse', index))),
  );
  const drawn = { fine: fine.map(() => 0), coarse: coarse.map(() => 0) };
  for (let image = 0; image < count; image++) {
    const label = Math.floor(image / perClass);
    const [fineClass, coarseClass] = [label % fine.length, Math.floor(label / fine.length)];
    labels[image] = label;
    const pixels = images.subarray(image * size * size, (image + 1) * size * size);
    addStandardized(
      pixels,
      fine[fineClass]!(drawn.fine[fineClass]!++),
      config.fineTorus,
      size,
      amplitudes[0],
    );
    addStandardized(
      pixels,
      coarse[coarseClass]!(drawn.coarse[coarseClass]!++),
      config.coarseTorus,
      size,
      amplitudes[1],
    );
  }
  return { images, labels, size, ...classesOf(config) };
}

/** The realizations of a periodic squared-exponential field, by number. */
async function fieldsOf(correlationLength: number, torus: number, root: Key) {
  const sampler = await createSampler({
    model: squaredExponential({ correlationLength }),
    shape: [torus, torus],
    spacing: 1,
    dtype: 'float32',
    boundary: 'periodic',
    seed: seedOf(root),
  });
  return (index: number): Float32Array => sampler.realization(index);
}

/** Adds amplitude * (field - mean) / deviation, both taken over the field's first `size` rows and columns. */
function addStandardized(
  pixels: Float32Array,
  field: ArrayLike<number>,
  torus: number,
  size: number,
  amplitude: number,
): void {
  let [sum, squares] = [0, 0];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const value = field[row * torus + column]!;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / (size * size);
  const factor = amplitude / Math.sqrt(squares / (size * size) - mean * mean);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      pixels[row * size + column]! += (field[row * torus + column]! - mean) * factor;
    }
  }
}
