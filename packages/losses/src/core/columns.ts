import type { LossErrorCode } from './errors';
import type { NumericArray, SurvivalLabels } from './types';

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

/** Graded relevance: finite numbers from 0 up. */
export function relevanceColumn(values: NumericArray): Column {
  const accepts = (value: number) => value >= 0 && value < Infinity;
  return { name: 'labels', values, expected: 'a finite number, 0 or more', code: 'INVALID_LABEL', accepts };
}

/** Finite numbers. */
export function finiteColumn(values: NumericArray, name = 'labels'): Column {
  return { name, values, expected: 'finite', code: 'NON_FINITE', accepts: Number.isFinite };
}

/** The two columns of survival data. */
export function survivalColumns({ time, event }: SurvivalLabels): Column[] {
  return [finiteColumn(time, 'time'), binaryColumn(event, 'event')];
}
