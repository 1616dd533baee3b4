import { foldIn, key, type Seed } from '@backdropjs/random';
import { checkChoice, checkInteger, checkPositive, checkSize } from '../check';
import { createPlanes } from '../fft/planes';
import type { CovarianceModel } from '../models/model';
import { amplitudes } from '../torus/amplitudes';
import { drawNoise } from '../torus/noise';
import { createSynthesis } from '../torus/synthesis';
import type { Torus } from '../torus/torus';
import { createField, type FieldArrays, type FieldType } from './output';
import { createReport, type SamplerReport } from './report';

/** The options of {@link createSampler}. */
export interface SamplerOptions<D extends FieldType = FieldType> {
  /** What to draw, say a {@link squaredExponential} model. */
  model: CovarianceModel;
  /** Rows and columns of a field, each a product of powers of 2, 3 and 5. */
  shape: readonly [rows: number, columns: number];
  /**
   * The distance between neighbours, in the unit of the correlation length; two numbers for rows and columns.
   * Default 1.
   */
  spacing?: number | readonly [rows: number, columns: number];
  /** The element type of the fields, default 'float32'. They are computed in double precision in any case. */
  dtype?: D;
  /** Fields continue across opposite edges. */
  boundary?: 'periodic';
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
 * Prepares to draw Gaussian random fields with mean 0 and a given covariance on a periodic grid.
 *
 * Z(x) = sum over k of sqrt(lambda_k / n) z_k exp(2 pi i k x / n), with lambda the eigenvalues of the
 * covariance on the torus and z_k complex normal numbers; the real part of Z is field 2j and the imaginary
 * part field 2j + 1, exactly independent. So drawing fields in order costs half of drawing every other one.
 *
 * Field i depends on the model, the shape, the spacing, the seed and i, not on what was drawn before; it has
 * the same bits in every engine. z_k depends on the seed, i and the mode only: samplers with one seed and
 * different models draw related fields, and grids of different resolution over the same area draw the same
 * field. The variance of the fields, over many of them, is the model's exactly; that of one field is not, see
 * {@link SamplerReport.effectiveSamples}.
 *
 * @throws RangeError if an option is out of range (as a rejected promise), or `i` is not an integer in [0,
 * 2^33).
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
  const torus = check(options);
  const { model, dtype = 'float32' as D, seed } = options;
  const { shape } = torus;
  const length = shape[0] * shape[1];
  const drawn = amplitudes(model.eigenvalues(torus), shape, model.variance);
  const { band, weights } = drawn;
  const synthesis = createSynthesis(shape, band.rows, band.columns);
  const report = createReport(model, torus, drawn, synthesis);
  const noiseKey = foldIn(key(seed), 'createSampler');
  const noise = createPlanes(weights.length);
  const fields = [createField(dtype, length), createField(dtype, length)] as const;
  let drawnPair = -1;

  function drawPair(pair: number): void {
    drawNoise(noiseKey, band, pair, 0, noise);
    const { re, im } = synthesis.spectrum;
    re.fill(0);
    im.fill(0);
    for (let r = 0, at = 0; r < band.rows.count; r++) {
      let target = synthesis.rowStart(r);
      for (let c = 0; c < band.columns.count; c++, at++, target++) {
        re[target] = weights[at]! * noise.re[at]!;
        im[target] = weights[at]! * noise.im[at]!;
      }
    }
    synthesis.run(fields[0], fields[1]);
    drawnPair = pair;
  }

  /** Field i, in an array that the next draw overwrites. */
  function draw(i: number): FieldArrays[D] {
    const pair = Math.floor(i / 2);
    if (pair !== drawnPair) drawPair(pair);
    return fields[i % 2]!;
  }

  const copy = (i: number) => draw(i).slice() as FieldArrays[D];
  function* copies(from: number, end: number) {
    for (let i = from; i < end; i++) yield copy(i);
  }

  return {
    report,
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

/** The torus of the options, if all of them are right. */
function check({
  model,
  shape,
  spacing = 1,
  dtype = 'float32',
  boundary = 'periodic',
}: SamplerOptions): Torus {
  const caller = 'createSampler';
  if (typeof model?.eigenvalues !== 'function') {
    throw new TypeError(
      `${caller}: model must be a covariance model, got ${model}; make one with squaredExponential`,
    );
  }
  if (shape?.length !== 2) {
    throw new RangeError(`${caller}: shape must be two numbers, rows and columns, got ${shape}`);
  }
  const spacings = typeof spacing === 'number' ? ([spacing, spacing] as const) : spacing;
  for (const axis of [0, 1] as const) {
    checkSize(caller, `shape[${axis}]`, shape[axis]);
    checkPositive(caller, `spacing[${axis}]`, spacings[axis]);
  }
  checkChoice(caller, 'dtype', dtype, ['float32', 'float64']);
  checkChoice(caller, 'boundary', boundary, ['periodic']);
  return { shape: [shape[0], shape[1]], spacing: [spacings[0], spacings[1]] };
}
