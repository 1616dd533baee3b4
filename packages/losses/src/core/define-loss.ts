import { binaryColumn, type Column } from './columns';
import { fail, LossInputError } from './errors';
import { type Items, selectItems } from './items';
import { requireOneOf } from './options';
import type { Loss, LossInputs, NumericArray, OnUndefined } from './types';

/** The clean items of one list. */
export interface List {
  readonly scores: Float64Array;
  /** The first label column: labels, or times. */
  readonly labels: Float64Array;
  /** The other label columns: event flags. */
  readonly more: readonly Float64Array[];
  readonly weights: Float64Array;
}

/**
 * The loss of one list: returns the value and writes the gradient into `grad`, which holds zeros. Throws a coded error,
 * before it writes, where the loss is undefined.
 */
export type ListLoss = (list: List, grad: Float64Array) => number;

export interface LossDefinition<Labels> {
  readonly name: string;
  readonly onUndefined?: OnUndefined | undefined;
  readonly list: ListLoss;
  /** Names of the label columns; `labels` when not given. */
  readonly targets?: readonly string[];
  /** The label columns; one of 0 and 1 when not given. */
  columns?(labels: Labels): readonly Column[];
  /** Scores an item, 1 when not given. */
  readonly width?: number;
  /** Inputs that the loss has no meaning for. */
  readonly rejects?: readonly (keyof LossInputs)[];
}

/** Makes a loss over lists out of the loss of one list: validation, dropping, grouping, averaging, scattering. */
export function defineLoss<Labels = NumericArray>(definition: LossDefinition<Labels>): Loss<Labels> {
  const { name, onUndefined = 'throw', list, targets = ['labels'], width = 1, rejects = [] } = definition;
  const columns = definition.columns ?? ((labels) => [binaryColumn(labels as NumericArray)]);
  requireOneOf(name, 'onUndefined', onUndefined, ['throw', 'skip', 'zero', 'nan']);
  return {
    name,
    width,
    targets,
    valueAndGrad(scores: NumericArray, labels: Labels, inputs: LossInputs = {}) {
      const items = selectItems(name, scores, columns(labels), inputs, { width, rejects });
      const dense = new Float64Array(items.scores.length);
      const value = meanOverLists(name, onUndefined, items, dense, list);
      return { value, grad: scatter(dense, items.index, scores.length, width) };
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
  const { starts, width } = items;
  let total = 0;
  let counted = 0;
  let skipped: LossInputError | undefined;
  for (let k = 0; k + 1 < starts.length; k++) {
    const from = starts[k]!;
    const to = starts[k + 1]!;
    const part = grad.subarray(from * width, to * width);
    const [labels, ...more] = items.columns.map((column) => column.subarray(from, to));
    try {
      if (from === to) fail('EMPTY', fn, 'no items, or none left after dropping masked and zero-weight ones');
      const scores = items.scores.subarray(from * width, to * width);
      const weights = items.weights.subarray(from, to);
      const value = list({ scores, labels: labels!, more, weights }, part);
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
  width: number,
): Float64Array<ArrayBuffer> {
  if (!index) return dense;
  const grad = new Float64Array(length);
  for (let k = 0; k < index.length; k++) {
    for (let c = 0; c < width; c++) grad[index[k]! * width + c] = dense[k * width + c]!;
  }
  return grad;
}
