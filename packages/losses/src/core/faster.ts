/** The gradients by both sets of vectors are added to `gradA` and `gradB`. */
type Sum<More extends unknown[]> = (
  a: Float64Array,
  gradA: Float64Array,
  b: Float64Array,
  gradB: Float64Array,
  ...more: More
) => number;

/** What losses of vectors of length d spend their time on. */
export interface VectorSums {
  /** Factor times the loss of each a_i among all b_j (InfoNCE). */
  infoNceLoss: Sum<[d: number, temperature: number, factor: number]>;
  /** Factor times the sum of Gaussian kernels over pairs, j < i when the sets are one (MMD). */
  mmdLoss: Sum<[factor: number, d: number, bandwidth: number]>;
  /** The distance correlation; vectors of b have length e. */
  distanceCorrelationLoss: Sum<[d: number, e: number]>;
}

/** Those by SIMD, which take the place of plain ones after `useSimd`. */
export const faster: Partial<VectorSums> = {};
