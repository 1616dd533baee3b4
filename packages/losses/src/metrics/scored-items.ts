import type { Column } from '../core/columns';
import { fail } from '../core/errors';
import { selectItems } from '../core/items';
import type { LossInputs, NumericArray } from '../core/types';

/** The clean items of a metric: dropped ones gone, at least one left. */
export function scoredItems(
  fn: string,
  scores: NumericArray,
  columns: readonly Column[],
  inputs: LossInputs,
  rejects: readonly (keyof LossInputs)[] = ['groups'],
) {
  const items = selectItems(fn, scores, columns, inputs, { rejects });
  if (items.scores.length === 0) {
    fail('EMPTY', fn, 'no items, or none left after dropping masked and zero-weight ones');
  }
  return { ...items, labels: items.columns[0]! };
}

/** The value when it is finite; `NON_FINITE` when extreme weights made it overflow. */
export function finite(fn: string, value: number): number {
  if (!Number.isFinite(value))
    fail('NON_FINITE', fn, 'the sums of weights overflow float64; scale the weights down');
  return value;
}
