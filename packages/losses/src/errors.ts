/**
 * What is wrong with the input of a loss or metric.
 *
 * | code | meaning |
 * | --- | --- |
 * | `EMPTY` | no items, or none left once masked and zero-weight ones are dropped |
 * | `NO_POSITIVES` | the total weight of label 1 is 0 |
 * | `NO_NEGATIVES` | the total weight of label 0 is 0 |
 * | `NO_RELEVANT` | no list has a positive relevance |
 * | `NO_EVENTS` | every observation is censored |
 * | `NO_COMPARABLE_PAIRS` | no two observations can be ordered |
 * | `NON_FINITE` | a number is NaN or infinite, or the result leaves the range of float64 |
 * | `INVALID_LABEL` | a label is outside its set |
 * | `LENGTH_MISMATCH` | inputs of different lengths |
 * | `NEGATIVE_WEIGHT` | a weight is below 0 |
 * | `OUT_OF_RANGE` | a probability outside [0, 1], an option outside its range, or an input the function does not take |
 */
export type LossErrorCode =
  | 'EMPTY'
  | 'NO_POSITIVES'
  | 'NO_NEGATIVES'
  | 'NO_RELEVANT'
  | 'NO_EVENTS'
  | 'NO_COMPARABLE_PAIRS'
  | 'NON_FINITE'
  | 'INVALID_LABEL'
  | 'LENGTH_MISMATCH'
  | 'NEGATIVE_WEIGHT'
  | 'OUT_OF_RANGE';

/**
 * Thrown when a loss or metric is undefined or its input is invalid; `code` says why, the message names the
 * function, the constraint and the value received.
 *
 * @example
 * ```ts
 * import { LossInputError, rocAuc } from '@backdropjs/losses';
 * try {
 *   rocAuc([0.2, 0.9], [0, 0]);
 * } catch (error) {
 *   if (!(error instanceof LossInputError) || error.code !== 'NO_POSITIVES') throw error;
 * }
 * ```
 */
export class LossInputError extends Error {
  /** Always `LossInputError`. */
  override readonly name = 'LossInputError';
  /** Why, as a word that code may ask for. */
  declare readonly code: LossErrorCode;

  constructor(code: LossErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Whether an error says that the loss is undefined for its (valid) input: the codes of what there is none of. */
export function isUndefined(error: unknown): error is LossInputError {
  return error instanceof LossInputError && /^(EMPTY|NO_)/.test(error.code);
}

/** Throws a {@link LossInputError} that names the function, the constraint and what was got, ready to print. */
export function refuse(code: LossErrorCode, fn: string, constraint: string, got: string): never {
  throw new LossInputError(code, `${fn}: ${constraint}, got ${got}`);
}

/** Throws unless there is some of what the function cannot do without. */
export function need(amount: number, code: LossErrorCode, fn: string, what: string): void {
  if (!amount) refuse(code, fn, `needs ${what}`, 'none');
}
