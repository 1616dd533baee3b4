import { fail } from '../core/errors';
import type { NumericArray } from '../core/types';

/** Two sets of vectors, each in one array, vector after vector. */
export interface RowsInputs {
  /** Length of a vector. */
  readonly dimension: number;
  /** Length of a vector of y where a loss allows another than in x; default `dimension`. */
  readonly yDimension?: number | undefined;
}

/** A loss of two sets of vectors and its gradients, in new arrays owned by the caller. */
export interface RowsValueAndGrad {
  readonly value: number;
  readonly gradX: Float64Array<ArrayBuffer>;
  readonly gradY: Float64Array<ArrayBuffer>;
}

/** A loss of two sets of vectors. */
export interface RowsLoss {
  readonly name: string;
  /**
   * @param x - vectors of length `dimension`, one after the other
   * @param y - the same
   * @throws LossInputError when an input is invalid or the loss undefined
   */
  valueAndGrad(x: NumericArray, y: NumericArray, inputs: RowsInputs): RowsValueAndGrad;
}

/** Clean vectors: n of x of length `dimension`, m of y of length `yDimension`. */
export interface Rows {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly n: number;
  readonly m: number;
  readonly dimension: number;
  readonly yDimension: number;
}

/**
 * Makes a loss of two sets of vectors: validates, and checks the result. `compute` writes the gradients into arrays of
 * zeros and returns the value.
 *
 * @param shapes.paired - as many vectors in y as in x
 * @param shapes.anyDimension - vectors of y may have another length than those of x
 */
export function defineRowsLoss(
  name: string,
  shapes: { readonly paired?: boolean; readonly anyDimension?: boolean },
  compute: (rows: Rows, gradX: Float64Array, gradY: Float64Array) => number,
): RowsLoss {
  return {
    name,
    valueAndGrad(x, y, { dimension, yDimension = dimension, ...rest }) {
      for (const other of Object.keys(rest)) fail('OUT_OF_RANGE', name, `takes no ${other}`);
      if (yDimension !== dimension && !shapes.anyDimension) {
        fail(
          'LENGTH_MISMATCH',
          name,
          `vectors of y must have length ${dimension} as those of x, got ${yDimension}`,
        );
      }
      const rows = { x: readRows(name, 'x', x, dimension), y: readRows(name, 'y', y, yDimension) };
      const n = x.length / dimension;
      const m = y.length / yDimension;
      if (shapes.paired && n !== m)
        fail('LENGTH_MISMATCH', name, `y must have ${n} vectors as x has, got ${m}`);
      if (n === 0 || m === 0) fail('EMPTY', name, 'needs at least one vector in x and in y');
      const gradX = new Float64Array(x.length);
      const gradY = new Float64Array(y.length);
      const value = compute({ ...rows, n, m, dimension, yDimension }, gradX, gradY);
      if (!Number.isFinite(value) || !gradX.every(Number.isFinite) || !gradY.every(Number.isFinite)) {
        fail('NON_FINITE', name, 'the value or gradient overflows float64; scale the vectors');
      }
      return { value, gradX, gradY };
    },
  };
}

function readRows(fn: string, name: string, values: NumericArray, dimension: number): Float64Array {
  if (!(Number.isInteger(dimension) && dimension > 0)) {
    fail('OUT_OF_RANGE', fn, `the dimension of ${name} must be an integer above 0, got ${dimension}`);
  }
  if (values.length % dimension !== 0) {
    fail(
      'LENGTH_MISMATCH',
      fn,
      `${name} must hold whole vectors of ${dimension}, got ${values.length} numbers`,
    );
  }
  const out = values instanceof Float64Array ? values : new Float64Array(values);
  const bad = out.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) fail('NON_FINITE', fn, `${name}[${bad}] must be finite, got ${out[bad]}`);
  return out;
}
