import { foldIn, key, type Seed } from '@backdropjs/random';
import { check, checkChoice, checkInteger, readOptions } from '../check';
import type { FieldModel } from '../models/model';
import { createSynthesis } from '../synthesis/create-synthesis';
import { pairwise } from '../synthesis/pairwise';
import { forEachRun } from '../torus/band';
import { checkGrid } from '../torus/check-grid';
import type { FieldArrays, FieldType } from '../torus/field-type';
import { toShape } from '../torus/torus';
import { embedPadded, embedPeriodic, type Padding } from './embed';
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
   * larger periodic field, at least that many grid points larger along each axis, in [0, 32768]; with 'auto' large
   * enough for the `tolerance`.
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
 * @throws RangeError if an option is out of range, the covariance is indefinite, or 'auto' padding would take more
 * than 16 times the points of the grid (2^22 if that is more, never more than 2^26), as a rejected promise; or if `i`
 * is not an integer in [0, 2^33).
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
  const caller = 'createSampler';
  const { model, shape, spacing, dtype, boundary, indefinite, tolerance, seed } = readOptions(
    caller,
    options,
    {
      model: undefined,
      shape: undefined,
      spacing: 1,
      dtype: 'float32',
      boundary: 'periodic',
      indefinite: 'throw',
      tolerance: 1e-8,
      seed: undefined,
    },
  );
  const isModel = typeof model?.eigenvalues === 'function';
  check(isModel, caller, 'model must be a covariance model, say of squaredExponential', model);
  const bounded = boundary === 'periodic' || boundary?.padding !== undefined;
  check(bounded, caller, "boundary must be 'periodic' or { padding }", boundary);
  const padding =
    boundary === 'periodic' ? undefined : readOptions(caller, boundary, { padding: undefined }).padding;
  const periodic = padding === undefined;
  if (!periodic && padding !== 'auto') checkInteger(caller, 'boundary.padding', padding, 0, 0x8000);
  const grid = { spacing: checkGrid(caller, shape, spacing, periodic), shape: [...shape] };
  checkChoice(caller, 'dtype', dtype, 'float32', 'float64');
  checkChoice(caller, 'indefinite', indefinite, 'throw', 'clip');
  check(tolerance > 0 && tolerance < 1, caller, 'tolerance must be in (0, 1)', tolerance);

  check(seed !== undefined, caller, 'seed must be a number, a bigint or a string', seed);

  const { torus, drawn } = periodic
    ? embedPeriodic(model, grid)
    : embedPadded(model, grid, padding, tolerance);
  const { band, weights, negativeMass } = drawn;
  check(
    indefinite === 'clip' || negativeMass <= tolerance,
    caller,
    `negative eigenvalues of ${model.name} on a torus of [${torus.shape}] must be at most ${tolerance} of the others`,
    `${negativeMass}; pass ${periodic ? 'a larger shape, a padding' : 'a larger padding'}, a larger tolerance or indefinite: 'clip'`,
  );
  const synthesis = createSynthesis({ torus: toShape(torus.shape), shape: toShape(shape), band, dtype });
  const { noise, spectrum, rowStride, fields } = synthesis;
  const noiseKey = foldIn(key(seed), caller);

  const draw = pairwise(fields, (pair) => {
    synthesis.drawNoise(noiseKey, band, pair, 0);
    // The last run may have written where the band has no modes.
    spectrum.re.fill(0);
    spectrum.im.fill(0);
    forEachRun(band, (r, start, end) => {
      let from = r * band.columns.count + start;
      const last = r * rowStride + end;
      for (let to = r * rowStride + start; to < last; to++, from++) {
        spectrum.re[to] = weights[from]! * noise.re[from]!;
        spectrum.im[to] = weights[from]! * noise.im[from]!;
      }
    });
    synthesis.run();
  });

  const copy = (i: number) => draw(i).slice() as FieldArrays[D];
  function* copies(from: number, end: number) {
    for (let i = from; i < end; i++) yield copy(i);
  }

  return {
    report: createReport(model, torus, shape, periodic, drawn),
    realization(i) {
      checkInteger('realization', 'i', i, 0, LAST_FIELD);
      return copy(i);
    },
    realizations(range) {
      const { from, count } = readOptions('realizations', range, { from: 0, count: undefined });
      checkInteger('realizations', 'from', from, 0, LAST_FIELD);
      checkInteger('realizations', 'count', count, 0, LAST_FIELD + 1 - from);
      return copies(from, from + count);
    },
    fill(out, i) {
      checkInteger('fill', 'i', i, 0, LAST_FIELD);
      const describe = (array: ArrayLike<number>) =>
        `a ${array?.constructor.name} of length ${array?.length}`;
      const expected = describe(fields[0]);
      check(describe(out) === expected, 'fill', `out must be ${expected}`, describe(out));
      out.set(draw(i));
      return out;
    },
  };
}
