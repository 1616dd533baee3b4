import { binaryColumn, type Column } from './columns';
import { fail, LossInputError } from './errors';
import { type Items, selectItems } from './items';
import { requireOneOf } from './options';
import type { Loss, LossInputs, NumericArray, OnUndefined } from './types';

/**
 * The loss of one list of clean items: returns the value and writes the gradient into `grad`, which holds zeros.
 * Throws a coded error, before it writes, where the loss is undefined.
 */
export type ListLoss = (
  scores: Float64Array,
  labels: Float64Array,
  weights: Float64Array,
  grad: Float64Array,
) => number;

export interface LossDefinition {
  readonly name: string;
  readonly onUndefined?: OnUndefined | undefined;
  /** The label column; 0 or 1 when not given. */
  labelColumn?(labels: NumericArray): Column;
  readonly list: ListLoss;
}

/** Makes a loss over lists out of the loss of one list: validation, dropping, grouping, averaging, scattering. */
export function defineLoss(definition: LossDefinition): Loss {
  const { name, onUndefined = 'throw', labelColumn = binaryColumn, list } = definition;
  requireOneOf(name, 'onUndefined', onUndefined, ['throw', 'skip', 'zero', 'nan']);
  return {
    name,
    valueAndGrad(scores: NumericArray, labels: NumericArray, inputs: LossInputs = {}) {
      const items = selectItems(name, scores, [labelColumn(labels)], inputs);
      const dense = new Float64Array(items.scores.length);
      const value = meanOverLists(name, onUndefined, items, dense, list);
      return { value, grad: scatter(dense, items.index, scores.length) };
    },
  };
}

function meanOverLists(
  fn: string,
  onUndefined: OnUndefined,
  items: Items,
  grad: Float64Array,
  list: ListLoss,
): number {
  const { starts } = items;
  let total = 0;
  let counted = 0;
  let skipped: LossInputError | undefined;
  for (let k = 0; k + 1 < starts.length; k++) {
    const from = starts[k]!;
    const to = starts[k + 1]!;
    const part = grad.subarray(from, to);
    try {
      if (from === to) fail('EMPTY', fn, 'no items, or none left after dropping masked and zero-weight ones');
      const value = list(
        items.scores.subarray(from, to),
        items.columns[0]!.subarray(from, to),
        items.weights.subarray(from, to),
        part,
      );
      if (!Number.isFinite(value) || !part.every(Number.isFinite)) {
        fail('NON_FINITE', fn, 'the value or gradient overflows float64; scale the scores or weights down');
      }
      total += value;
    } catch (error) {
      if (onUndefined === 'throw' || !isUndefinedLoss(error)) throw error;
      if (onUndefined === 'skip') {
        skipped = error;
        continue;
      }
      if (onUndefined === 'nan') {
        total = NaN;
        part.fill(NaN);
      }
    }
    counted++;
  }
  if (counted === 0) throw skipped;
  if (counted > 1) for (let i = 0; i < grad.length; i++) grad[i]! /= counted;
  return total / counted;
}

/** Whether the error says that the loss is undefined for its (valid) input. */
function isUndefinedLoss(error: unknown): error is LossInputError {
  return error instanceof LossInputError && (error.code === 'EMPTY' || error.code.startsWith('NO_'));
}

function scatter(
  dense: Float64Array<ArrayBuffer>,
  index: Uint32Array | null,
  length: number,
): Float64Array<ArrayBuffer> {
  if (!index) return dense;
  const grad = new Float64Array(length);
  for (let k = 0; k < index.length; k++) grad[index[k]!] = dense[k]!;
  return grad;
}
