import { key, type Seed } from '@backdropjs/random';
import { fold } from '@backdropjs/random/unchecked';
import { check, checkChoice, checkInteger, checkNumber, isList, readOptions } from '../check';
import { MOST } from '../check-data';
import { createSynthesis } from '../synthesis/create-synthesis';
import { pairwise } from '../synthesis/pairwise';
import { checkPoints, checkSize } from '../torus/check-grid';
import type { FieldArrays, FieldType } from '../torus/field-type';
import { combineScales, readScales } from './classes';
import { createLayers, type Standardize } from './layer';
import { paperLength } from './lengths';
import { addFields, meanSquares } from './mix';

/** The options of {@link multiscale}. */
export interface MultiscaleOptions<D extends FieldType = FieldType> {
  /** The side of the square images in pixels, a product of powers of 2, 3 and 5. */
  size: number;
  /** For each scale its correlation lengths in pixels. A class takes one of each. */
  scales: readonly (readonly number[])[];
  /** For each scale the number that its fields are multiplied by. */
  amplitudes: readonly number[];
  /** How many samples each class has. */
  perClass: number;
  /**
   * What is done to the field of each scale, before the fields are multiplied by their amplitudes and added.
   * 'none', the default: it has mean 0 and deviation 1 over many samples. 'ensemble': its image mean is taken
   * away too, and what varies within the image has deviation 1 over many samples; it remains Gaussian.
   * 'sample': every image has mean 0 and deviation 1, as in the paper; it is not Gaussian any more.
   */
  standardize?: Standardize;
  /**
   * What a length is. 'kernel', the default: the l of exp(-r^2 / (2 l^2)). 'paper': the nominal length of the
   * paper's generator, whose patches give a shorter one: 7.36, 7.74, 79.9 and 139.9 for 9.5, 10, 80 and 140.
   */
  lengths?: 'kernel' | 'paper';
  /** The element type of the fields, default 'float32'. */
  dtype?: D;
  /** Sample i is a function of the seed and i. */
  seed: Seed;
}

/** One labeled image. */
export interface MultiscaleSample<A extends Float32Array | Float64Array> {
  /** The image of size * size pixels in row-major order: a new array, the caller's. */
  readonly field: A;
  /** The number of the class. */
  readonly label: number;
  /** The lengths of the class as given, in the order of the scales, joined by hyphens: '9.5-80'. */
  readonly className: string;
}

/** A set of labeled multi-scale images, drawn when asked for. */
export interface Multiscale<A extends Float32Array | Float64Array>
  extends AsyncIterable<MultiscaleSample<A>> {
  /** The name of each label. The choice of the first scale changes fastest. */
  readonly classNames: readonly string[];
  /** The number of samples: classes times `perClass`. */
  readonly length: number;
  /** For each scale the kernel lengths in pixels of its fields: `scales` itself unless `lengths` is 'paper'. */
  readonly kernelLengths: readonly (readonly number[])[];
  /** Sample i, of class i modulo the number of classes. */
  sample(i: number): MultiscaleSample<A>;
}

/**
 * A classification set of images that are sums of Gaussian random fields of different scales, one class for
 * each combination of correlation lengths.
 *
 * $$
 * \text{image} = \sum_s a_s Z_s, \qquad Z_s \text{ of correlation length } l_s \in \text{scales}_s
 * $$
 *
 * image = sum over scales s of amplitude_s field_s, where field_s is squared-exponential with one of the
 * lengths of scale s and independent of the others; each field is used in one image only. Images are
 * periodic. Classes take turns: sample i has label i modulo the number of classes, so every beginning of the
 * set is balanced, and a larger `perClass` goes on where a smaller one ends. Sample i has the same bits
 * whether it is drawn alone, in order or in another process; samples 2j and 2j + 1 come from one transform,
 * so drawing in order costs half.
 *
 * @returns a set: `length`, `classNames`, and `sample(i)`, whose `field` is a new array in row-major order.
 * @throws RangeError if an option is out of range, or `i` is not an integer in [0, length).
 * @see S. Golkar and K. Cranmer, "Backdrop: Stochastic Backpropagation", arXiv:1806.01337, section 4.
 * @example
 * ```ts
 * import { multiscale } from '@backdropjs/fields';
 *
 * // The set of the paper.
 * const set = multiscale({
 *   size: 1024,
 *   scales: [[9.5, 10], [80, 140]],
 *   amplitudes: [0.75, 1.25],
 *   perClass: 25,
 *   standardize: 'sample',
 *   lengths: 'paper',
 *   seed: 1,
 * });
 * const { field, label, className } = set.sample(3); // 3, '10-140'
 * ```
 */
export function multiscale<D extends FieldType = 'float32'>(
  options: MultiscaleOptions<D>,
): Multiscale<FieldArrays[D]> {
  const caller = 'multiscale';
  const { size, scales, amplitudes, perClass, standardize, lengths, dtype, seed } = readOptions(
    caller,
    options,
    {
      size: undefined,
      scales: undefined,
      amplitudes: undefined,
      perClass: undefined,
      standardize: 'none',
      lengths: 'kernel',
      dtype: 'float32',
      seed: undefined,
    },
  );
  checkSize(caller, 'size', size);
  checkPoints(caller, [size, size]);
  const lists = readScales(caller, scales);
  const matching = isList(amplitudes) && amplitudes.length === lists.length;
  check(
    matching,
    caller,
    `amplitudes must be one number for each of the ${lists.length} scales`,
    amplitudes,
    '',
    'list',
  );
  Array.from(amplitudes).forEach((amplitude, s) => {
    checkNumber(caller, `amplitudes[${s}]`, amplitude, -MOST, MOST);
  });
  const classes = combineScales(lists);
  checkInteger(caller, 'perClass', perClass, 1, Math.floor(2 ** 32 / classes.length));
  checkChoice(caller, 'standardize', standardize, 'sample', 'ensemble', 'none');
  checkChoice(caller, 'lengths', lengths, 'kernel', 'paper');
  checkChoice(caller, 'dtype', dtype, 'float32', 'float64');

  const length = classes.length * perClass;
  const kernelLengths = lists.map((scale) => (lengths === 'kernel' ? scale : scale.map(paperLength)));
  const layers = createLayers(kernelLengths, size, standardize);
  const shape = [1, size, size] as const;
  // In double precision, whatever the element type: standardizing and adding scales lose nothing.
  const synthesis = createSynthesis({ torus: shape, shape, band: layers[0]!.band, dtype }, 'float64');
  const { noise, spectrum } = synthesis;
  const noiseKey = fold(caller, key(seed), caller);

  const draw = pairwise(synthesis.fields, (pair) => {
    const [first, second] = [2 * pair, 2 * pair + 1].map((i) => classes[i % classes.length]!.choices);
    spectrum.re.fill(0);
    spectrum.im.fill(0);
    layers.forEach(({ band, weights }, s) => {
      synthesis.drawNoise(noiseKey, band, pair, s);
      const a = weights[first![s]!]!;
      const b = weights[second![s]!]!;
      const [squareA, squareB] = standardize === 'sample' ? meanSquares(band, noise, a, b) : [1, 1];
      const amplitude = amplitudes[s]!;
      addFields(band, noise, a, amplitude / Math.sqrt(squareA), b, amplitude / Math.sqrt(squareB), synthesis);
    });
    synthesis.run();
  });

  function sample(i: number): MultiscaleSample<FieldArrays[D]> {
    checkInteger('multiscale.sample', 'i', i, 0, length - 1);
    const label = i % classes.length;
    return { field: draw(i).slice() as FieldArrays[D], label, className: classes[label]!.name };
  }

  return {
    classNames: classes.map(({ name }) => name),
    length,
    kernelLengths,
    sample,
    async *[Symbol.asyncIterator]() {
      for (let i = 0; i < length; i++) yield sample(i);
    },
  };
}
