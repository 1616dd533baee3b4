/**
 * One pass of a transform, as src/fft/transform.ts describes it, over a batch of signals. Addresses and strides are
 * in bytes.
 *
 * The passes are written for double precision. In single precision src/simd/kernels.ts runs the same code with other
 * instructions, so here must be no number of bytes that depends on the precision, and no constant of 64 bits.
 *
 * The input is rows e = p runs + q + leg groups runs, for groups p and runs q, one after another; the result of leg k is
 * row (radix p + k) runs + q. A row is `width` bytes of real parts, and of imaginary parts a plane further. Where the rows of
 * the result follow each other without a gap, all runs of a group are handled as one.
 *
 * Rows are handled in whole vectors from their end to their beginning, legs and groups upwards. So what the last
 * vector of a row writes past its end is overwritten by what belongs there: rows need not be multiples of
 * a vector. Only the end of the buffer needs room for one vector more.
 */
@unmanaged
export class Pass {
  runs: usize;
  width: usize;
  /**
   * Eight bytes apart in either precision: the roots of radix 3 or 5, then for each group the cosine and sine of the
   * twiddle factor of each leg but the first.
   */
  twiddles: usize;
  from: usize;
  fromPlane: usize;
  /** From one leg of the input to the next: groups runs fromStride. */
  part: usize;
  to: usize;
  toPlane: usize;
  toStride: usize;
  /** From one leg of the result to the next: runs toStride. */
  leg: usize;
  /** From one row of the input to the next: `width`, except that radix 4 may read rows that are further apart. */
  fromStride: usize;
  /** From leg 1 of the input to leg 2: `part`, or -3 `part` where its second half comes first. Radix 4 only. */
  middle: usize;
}

/** Writes (r + i j) (wr + wi j) to two planes. */
// @inline
export function storeProduct(at: usize, plane: usize, r: v128, i: v128, wr: v128, wi: v128): void {
  v128.store(at, f64x2.sub(f64x2.mul(r, wr), f64x2.mul(i, wi)));
  v128.store(at + plane, f64x2.add(f64x2.mul(r, wi), f64x2.mul(i, wr)));
}
