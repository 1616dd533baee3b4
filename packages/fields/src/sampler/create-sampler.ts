import { key } from '@backdropjs/random';
import { fold } from '@backdropjs/random/unchecked';
import { check, checkInteger, readOptions, show } from '../check';
import { createSynthesis } from '../synthesis/create-synthesis';
import { pairwise } from '../synthesis/pairwise';
import type { Synthesis } from '../synthesis/synthesis';
import type { Amplitudes } from '../torus/amplitudes';
import { forEachRun } from '../torus/band';
import type { FieldArrays, FieldType } from '../torus/field-type';
import { lagIndex, toShape } from '../torus/torus';
import { checkEmbedding, warnOfImages } from './check-embedding';
import { fieldCovariance } from './covariance-error';
import { embed, embedPadded } from './embed';
import { readSamplerOptions, type SamplerOptions } from './options';
import { createReport, type SamplerReport } from './report';

/** Draws realizations of a Gaussian random field. */
export interface Sampler<A extends Float32Array | Float64Array> {
  /** How the fields are made, and how exactly. */
  readonly report: SamplerReport;
  /** The lengths of the axes of a field. */
  readonly shape: readonly number[];
  /** The covariance of the fields, which is the model's up to the error of the report, at a lag in grid points: one number for each axis. */
  covariance(...lag: number[]): number;
  /** Field number i in row-major order: a new array, the caller's. */
  realization(i: number): A;
  /** Fields from, ..., from + count - 1, one after another. */
  realizations(range: { from?: number; count: number }): Iterable<A>;
  /** Writes field number i into `out` and returns it. Makes no new field. */
  fill<Out extends A extends Float32Array ? Float32Array : Float64Array>(out: Out, i: number): Out;
}

/** Fields 2j and 2j + 1 have the same 32-bit counter word j. */
const LAST_FIELD = 2 ** 33 - 1;

/**
 * Prepares to draw Gaussian random fields with mean 0 and a given covariance on a grid.
 *
 * $$
 * Z(x) = \sum_k \sqrt{\lambda_k / n}\; z_k\, e^{2 \pi i k x / n}
 * $$
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
 * @returns a promise of a sampler: `report`, and `realization(i)`, `realizations`, `fill`, which give new arrays in
 * row-major order.
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
  const { model, grid, padding, dtype, indefinite, tolerance, seed } = readSamplerOptions(options);
  const noiseKey = fold('createSampler', key(seed), 'createSampler');
  const periodic = padding === undefined;
  const embedding = periodic ? embed(model, grid, tolerance) : embedPadded(model, grid, padding, tolerance);
  const remedy = `pass a larger ${periodic ? 'shape, a ' : ''}padding`;
  if (indefinite === 'throw') checkEmbedding(model, embedding, tolerance, remedy);
  if (periodic) warnOfImages(model, embedding, tolerance, remedy);
  const { torus, drawn } = embedding;
  const { band } = drawn;
  const synthesis = createSynthesis({ torus: toShape(torus.shape), shape: toShape(grid.shape), band, dtype });
  const { fields } = synthesis;
  const draw = pairwise(fields, (pair) => {
    synthesis.drawNoise(noiseKey, band, pair, 0);
    weigh(synthesis, drawn);
    synthesis.run();
  });
  const copy = (i: number) => draw(i).slice() as FieldArrays[D];
  function* copies(from: number, end: number) {
    for (let i = from; i < end; i++) yield copy(i);
  }
  let report: SamplerReport | undefined;
  let actual: Float64Array | undefined;
  const covariances = () => {
    actual ??= fieldCovariance(torus, drawn);
    return actual;
  };

  return {
    get report() {
      report ??= createReport(model, embedding, grid.shape, periodic, covariances());
      return report;
    },
    shape: grid.shape,
    covariance: (...lag) => covariances()[lagIndex([0, 0, ...lag].slice(-3), toShape(torus.shape))]!,
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
      const expected = show(fields[0]);
      check(show(out) === expected, 'fill', `out must be a ${expected}`, out);
      out.set(draw(i));
      return out;
    },
  };
}

/** Sets the spectrum to the noise times the amplitudes, and to 0 where the band has no modes: the last run may have written there. */
function weigh({ noise, spectrum, rowStride }: Synthesis, { band, weights }: Amplitudes): void {
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
}
