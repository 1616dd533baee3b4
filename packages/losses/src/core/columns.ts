import type { LossErrorCode } from './errors';
import type { NumericArray } from './types';

/** One number an item besides its score (a label, a time, an event flag) and the set it must lie in. */
export interface Column {
  readonly name: string;
  readonly values: NumericArray;
  readonly expected: string;
  readonly code: LossErrorCode;
  accepts(value: number): boolean;
}

const isBinary = (value: number) => value === 0 || value === 1;

/** Labels of two classes: 0 or 1. */
export function binaryColumn(values: NumericArray, name = 'labels'): Column {
  return { name, values, expected: '0 or 1', code: 'INVALID_LABEL', accepts: isBinary };
}
