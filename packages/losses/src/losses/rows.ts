import { check, checkFinite, checkLength, finite, integer, lengthOf, oneOf, readOptions } from '../check';
import type { NumericArray } from '../core/types';
import { need } from '../errors';

/** Two sets of vectors, each in one array, vector after vector. */
export interface RowsInputs {
  /** Length of a vector. */
  readonly dimension: number;
  /** Length of a vector of y where a loss allows another than in x; default `dimension`. */
  readonly yDimension?: number | undefined;
}

/** A loss of two sets of vectors and its gradients, in new arrays owned by the caller. */
export interface RowsValueAndGrad {
  /** The loss, in float64. */
  readonly value: number;
  /** Its gradient by the first set, one entry a number. */
  readonly gradX: Float64Array<ArrayBuffer>;
  /** Its gradient by the second set, one entry a number. */
  readonly gradY: Float64Array<ArrayBuffer>;
}

/** A loss of two sets of vectors. */
export interface RowsLoss {
  /** The name of the function that made it, for messages. */
  readonly name: string;
  /**
   * @param x - vectors of length `dimension`, one after the other
   * @param y - the same
   * @throws LossInputError when an input is invalid or the loss undefined
   */
  valueAndGrad(x: NumericArray, y: NumericArray, inputs: RowsInputs): RowsValueAndGrad;
}

/**
 * Makes a loss of two sets of vectors: validates, and checks the result.
 *
 * @param isPaired - whether y must have as many vectors as x
 * @param isAnyDimension - whether vectors of y may have another length than those of x
 * @param compute - writes the gradients with respect to the n vectors of x of length d and the m vectors of y of length e
 * into arrays of zeros, and returns the value
 */
export function defineRowsLoss(
  name: string,
  isPaired: boolean,
  isAnyDimension: boolean,
  compute: (
    x: Float64Array,
    y: Float64Array,
    gradX: Float64Array,
    gradY: Float64Array,
    n: number,
    m: number,
    d: number,
    e: number,
  ) => number,
): RowsLoss {
  return {
    name,
    valueAndGrad(x, y, inputs) {
      const length = integer(1, 2 ** 31);
      const { dimension, yDimension } = readOptions(name, inputs, {
        dimension: [undefined, length],
        yDimension: [inputs?.dimension, length],
      });
      if (!isAnyDimension) check(name, 'yDimension', yDimension, oneOf(dimension), 'LENGTH_MISMATCH');
      const read = (which: string, values: NumericArray, d: number) => {
        checkLength(name, which, values, lengthOf(values));
        const count = values.length / d;
        need(count, 'EMPTY', name, `a vector in ${which}`);
        check(name, `the number of vectors in ${which}`, count, integer(1, Infinity), 'LENGTH_MISMATCH');
        return checkFinite(name, which, values);
      };
      const rows = [read('x', x, dimension), read('y', y, yDimension)] as const;
      const n = x.length / dimension;
      const m = y.length / yDimension;
      if (isPaired) check(name, 'the number of vectors in y', m, oneOf(n), 'LENGTH_MISMATCH');
      const gradX = new Float64Array(x.length);
      const gradY = new Float64Array(y.length);
      const value = compute(...rows, gradX, gradY, n, m, dimension, yDimension);
      check(name, 'the value', value, finite, 'NON_FINITE');
      return {
        value,
        gradX: checkFinite(name, 'gradX', gradX),
        gradY: checkFinite(name, 'gradY', gradY),
      };
    },
  };
}
