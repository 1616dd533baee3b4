import { foldIn, key, type Seed } from '@backdropjs/random';
import { checkChoice, checkInteger, checkLength, checkSize, toSpacing } from '../check';
import type { FieldModel } from '../models/model';
import { createSynthesis } from '../torus/create-synthesis';
import type { FieldType } from '../torus/synthesis';
import { countPoints, type Torus, toShape } from '../torus/torus';
import { embedPadded, embedPeriodic, type Padding } from './embed';
import type { FieldArrays } from './output';
import { createReport, type SamplerReport } from './report';

/** The options of {@link createSampler}. */
export interface SamplerOptions<D extends FieldType = FieldType> {
  /** What to draw, say a {@link squaredExponential} model. */
  model: FieldModel;
  /**
   * The lengths of one to three axes: columns, rows and columns, or layers, rows and columns. Periodic fields
   * need products of powers of 2, 3 and 5.
   */
  shape: readonly number[];
  /** The distance between neighbors, in the unit of the correlation length, or one for each axis. Default 1. */
  spacing?: number | readonly number[];
  /**
   * The element type of the fields, default 'float32'; the noise is drawn in double precision in any case, and
   * with 'float32' the transform is one in single precision, to about 1e-6 of the deviation.
   */
  dtype?: D;
  /**
   * 'periodic', the default: fields continue across opposite edges. With a padding they are cut out of a
   * larger periodic field, at least that many grid points larger along each axis; with 'auto' large enough for
   * the `tolerance`.
   */
  boundary?: 'periodic' | { readonly padding: Padding };
  /**
   * What to do when the covariance on the torus has negative eigenvalues beyond the tolerance: 'throw', the
   * default, or 'clip' them to 0 and scale the others to the model's variance. The error is reported.
   */
  indefinite?: 'throw' | 'clip';
  /**
   * The share of negative eigenvalues that is cut without a word, and the covariance over the variance at
   * which 'auto' padding ends. Default 1e-8.
   */
  tolerance?: number;
  /** Fields are a function of the seed and their number. */
  seed: Seed;
}

/** Draws realizations of a Gaussian random field. */
export interface Sampler<A extends Float32Array | Float64Array> {
  readonly report: SamplerReport;
  /** Field number i in row-major order: a new array, the caller's. */
  realization(i: number): A;
  /** Fields from, ..., from + count - 1, one after another. */
  realizations(range: { from?: number; count: number }): Iterable<A>;
  /** Writes field number i into `out` and returns it. Makes no new field. */
  fill(out: A, i: number): A;
}

/** Fields 2j and 2j + 1 have the same 32-bit counter word j. */
const LAST_FIELD = 2 ** 33 - 1;

/**
 * Prepares to draw Gaussian random fields with mean 0 and a given covariance on a grid.
 *
 * Z(x) = sum over k of sqrt(lambda_k / n) z_k exp(2 pi i k x / n), with lambda the eigenvalues of the
 * covariance on the torus and z_k complex normal numbers; the real part of Z is field 2j and the imaginary
 * part field 2j + 1, exactly independent. So drawing fields in order costs half of drawing every other one.
 *
 * Field i depends on the options and i, not on what was drawn before; it has the same bits in every engine
 * (with 'float32' in every one that runs WebAssembly SIMD). z_k depends on the seed, i and the mode only: samplers with one seed and
 * different models draw related fields, and grids of different resolution over the same area draw the same
 * field. The variance of the fields, over many of them, is the model's exactly; that of one field is not, see
 * {@link SamplerReport.effectiveSamples}.
 *
 * @throws RangeError if an option is out of range or the covariance is indefinite (as a rejected promise), or
 * if `i` is not an integer in [0, 2^33).
 * @see C. R. Dietrich and G. N. Newsam, "Fast and exact simulation of stationary Gaussian processes through
 * circulant embedding of the covariance matrix", SIAM Journal on Scientific Computing, 1997.
 * @example
 * ```ts
 * import { createSampler, squaredExponential } from '@backdropjs/fields';
 *
 * const model = squaredExponential({ correlationLength: 10 });
 * const sampler = await createSampler({ model, shape: [128, 192], seed: 1 });
 * const field = sampler.realization(0); // Float32Array of 128 * 192 numbers
 * for (const next of sampler.realizations({ from: 1, count: 10 })) console.log(next[0]);
 * ```
 */
export async function createSampler<D extends FieldType = 'float32'>(
  options: SamplerOptions<D>,
): Promise<Sampler<FieldArrays[D]>> {
  const grid = check(options);
  const { model, dtype = 'float32' as D, boundary = 'periodic', seed } = options;
  const { indefinite = 'throw', tolerance = 1e-8 } = options;
  const periodic = boundary === 'periodic';
  const { torus, drawn } = periodic
    ? embedPeriodic(model, grid)
    : embedPadded(model, grid, boundary.padding, tolerance);
  if (indefinite === 'throw' && drawn.negativeMass > tolerance) {
    throw new RangeError(
      `createSampler: negative eigenvalues of ${model.name} on a torus of [${torus.shape}] must be at most ` +
        `${tolerance} of the others, got ${drawn.negativeMass}; pass ${periodic ? 'a larger shape, a padding' : 'a larger padding'}, ` +
        `a larger tolerance or indefinite: 'clip'`,
    );
  }
  const { band, weights } = drawn;
  const synthesis = createSynthesis({ torus: toShape(torus.shape), shape: toShape(grid.shape), band, dtype });
  const { noise, spectrum, rowStride, fields } = synthesis;
  const length = countPoints(grid.shape);
  const noiseKey = foldIn(key(seed), 'createSampler');
  let drawnPair = -1;

  function drawPair(pair: number): void {
    synthesis.drawNoise(noiseKey, band, pair, 0);
    const { starts, ends, columns } = band;
    for (let r = 0; r < starts.length; r++) {
      let from = r * columns.count + starts[r]!;
      const end = r * rowStride + ends[r]!;
      for (let to = r * rowStride + starts[r]!; to < end; to++, from++) {
        spectrum.re[to] = weights[from]! * noise.re[from]!;
        spectrum.im[to] = weights[from]! * noise.im[from]!;
      }
    }
    synthesis.run();
    drawnPair = pair;
  }

  /** Field i, in an array that the next draw overwrites. */
  function draw(i: number): FieldArrays[D] {
    const pair = Math.floor(i / 2);
    if (pair !== drawnPair) drawPair(pair);
    return fields[i % 2] as FieldArrays[D];
  }

  const copy = (i: number) => draw(i).slice() as FieldArrays[D];
  function* copies(from: number, end: number) {
    for (let i = from; i < end; i++) yield copy(i);
  }

  return {
    report: createReport(model, torus, grid.shape, periodic, drawn),
    realization(i) {
      checkInteger('realization', 'i', i, 0, LAST_FIELD);
      return copy(i);
    },
    realizations({ from = 0, count }) {
      checkInteger('realizations', 'from', from, 0, LAST_FIELD);
      checkInteger('realizations', 'count', count, 0, LAST_FIELD + 1 - from);
      return copies(from, from + count);
    },
    fill(out, i) {
      checkInteger('fill', 'i', i, 0, LAST_FIELD);
      if (out?.constructor.name !== fields[0].constructor.name || out.length !== length) {
        throw new RangeError(
          `fill: out must be a ${fields[0].constructor.name} of length ${length}, got a ${out?.constructor.name} of length ${out?.length}`,
        );
      }
      out.set(draw(i));
      return out;
    },
  };
}

/** The grid of the options, if all of them are right. */
function check(options: SamplerOptions): Torus {
  const caller = 'createSampler';
  const { model, shape, spacing = 1, dtype = 'float32', boundary = 'periodic' } = options;
  const { indefinite = 'throw', tolerance = 1e-8 } = options;
  if (typeof model?.eigenvalues !== 'function') {
    throw new TypeError(
      `${caller}: model must be a covariance model, got ${model}; make one with squaredExponential or another`,
    );
  }
  const spacings = toSpacing(caller, shape, spacing);
  checkChoice(caller, 'dtype', dtype, ['float32', 'float64']);
  checkChoice(caller, 'indefinite', indefinite, ['throw', 'clip']);
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new RangeError(`${caller}: tolerance must be in (0, 1), got ${tolerance}`);
  }
  const checkAxis = boundary === 'periodic' ? checkSize : checkLength;
  shape.forEach((length, axis) => {
    checkAxis(caller, `shape[${axis}]`, length);
  });
  if (boundary === 'periodic') return { shape: [...shape], spacing: spacings };
  if (typeof boundary?.padding === 'undefined') {
    throw new RangeError(`${caller}: boundary must be 'periodic' or { padding }, got ${boundary}`);
  }
  if (boundary.padding !== 'auto') checkInteger(caller, 'boundary.padding', boundary.padding, 0, 0x8000);
  return { shape: [...shape], spacing: spacings };
}
