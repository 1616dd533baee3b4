// The structs of the kernels: addresses, strides and counts of 32 bits each. What a field means stands beside the class of
// the same name in assembly/.

/** Transforms of the columns of a matrix. */
export interface Columns {
  readonly plan: number;
  readonly pass: number;
  readonly from: number;
  readonly fromPlane: number;
  readonly fromStride: number;
  readonly negative: number;
  readonly positive: number;
  readonly to: number;
  readonly toPlane: number;
  readonly toStride: number;
  readonly width: number;
  readonly block: number;
  readonly scratch: number;
}

/** Transforms of the rows of a matrix. */
export interface Rows {
  readonly plan: number;
  readonly pass: number;
  readonly count: number;
  readonly from: number;
  readonly fromPlane: number;
  readonly fromStride: number;
  readonly negative: number;
  readonly positive: number;
  readonly to: number;
  readonly toPlane: number;
  readonly toStride: number;
  readonly narrow: number;
  readonly scratch: number;
  readonly scratchStride: number;
}

/** Bytes of the structs Pass, which the kernels write themselves, and of the largest of the others. */
export const [PASS_BYTES, JOB_BYTES] = [48, 56];
