import { type Check, check, checkLength, finite, integer, notNegative, oneOf } from '../check';
import { type LossErrorCode, need } from '../errors';
import type { ItemInputs, LossInputs, NumericArray, SurvivalLabels } from './types';

/** One number an item besides its score (a label, a time, an event flag), and what it must be. */
export type Column = readonly [name: string, values: NumericArray, check: Check, code: LossErrorCode];

export const itemInputs = ['weights', 'mask'];
export const listInputs = ['weights', 'mask', 'groups'];

/** Labels of two classes. */
export const binaryLabels = (labels: NumericArray): Column[] => [
  ['labels', labels, integer(0, 1), 'INVALID_LABEL'],
];

/** Graded relevance. */
export const relevanceLabels = (labels: NumericArray): Column[] => [
  ['labels', labels, notNegative, 'INVALID_LABEL'],
];

/** Survival times and event flags. */
export const survivalLabels = (labels: SurvivalLabels): Column[] => [
  ['time', labels?.time, finite, 'NON_FINITE'],
  ['event', labels?.event, integer(0, 1), 'INVALID_LABEL'],
];

/**
 * Validates the inputs of a loss or metric, drops masked and zero-weight items and visits the rest list by list (one list
 * without groups). Dropped items are not looked at: their scores and labels may be anything.
 *
 * @param visit - gets the items of a list: scores (`width` an item), weights, label columns (the caller's own arrays
 * where nothing had to move or convert: read only), and positions in the caller's arrays, undefined when it is all
 */
export function mapLists<Result>(
  fn: string,
  scores: NumericArray,
  columns: readonly Column[],
  { weights, mask, groups }: LossInputs,
  visit: (
    scores: Float64Array,
    weights: Float64Array,
    columns: readonly Float64Array[],
    positions: ArrayLike<number> | undefined,
  ) => Result,
  width = 1,
): Result[] {
  const count = columns[0]![1]?.length ?? scores?.length;
  checkLength(fn, 'scores', scores, count * width);
  for (const [name, values] of columns) checkLength(fn, name, values, count);
  for (const [name, values] of Object.entries({ weights, mask, groups })) {
    if (values !== undefined) checkLength(fn, name, values as NumericArray, count);
  }

  // The positions of the items left, in order; all while nothing was dropped.
  let kept: ArrayLike<number> | undefined;
  const forEachKept = (act: (i: number) => void) => {
    for (let k = 0; k < (kept ? kept.length : count); k++) act(kept ? kept[k]! : k);
  };
  const verify = (
    name: string,
    values: ArrayLike<unknown>,
    test: Check,
    code: LossErrorCode = 'NON_FINITE',
    size = 1,
  ) => {
    const accepts = test[1];
    forEachKept((i) => {
      for (let c = i * size; c < (i + 1) * size; c++) {
        if (!accepts(values[c])) check(fn, `${name}[${c}]`, values[c], test, code);
      }
    });
  };
  const drop = (values: ArrayLike<unknown>) => {
    const left: number[] = [];
    forEachKept((i) => values[i] && left.push(i));
    if (left.length < count) kept = left;
  };
  if (mask) {
    verify('mask', mask, oneOf(0, 1, false, true), 'OUT_OF_RANGE');
    drop(mask);
  }
  if (weights) {
    verify('weights', weights, finite);
    verify('weights', weights, notNegative, 'NEGATIVE_WEIGHT');
    drop(weights);
  }
  verify('scores', scores, finite, 'NON_FINITE', width);
  for (const column of columns) verify(...column);

  const lists = new Map<number, number[]>();
  if (groups) {
    verify('groups', groups, finite);
    forEachKept((i) => {
      const list = lists.get(groups[i]!);
      if (list) list.push(i);
      else lists.set(groups[i]!, [i]);
    });
  }
  return (lists.size ? [...lists.values()] : [kept]).map((list) => {
    const length = list?.length ?? count;
    const gather = (values: NumericArray, size = 1) => {
      if (length === count) return values instanceof Float64Array ? values : new Float64Array(values);
      const out = new Float64Array(length * size);
      for (let k = 0; k < out.length; k++) out[k] = values[list![Math.floor(k / size)]! * size + (k % size)]!;
      return out;
    };
    return visit(
      gather(scores, width),
      weights ? gather(weights) : new Float64Array(length).fill(1),
      columns.map(([, values]) => gather(values)),
      list,
    );
  });
}

/** The items of a metric: a single list that is not empty. */
export function readItems(
  fn: string,
  scores: NumericArray,
  columns: readonly Column[],
  { weights, mask }: ItemInputs = {},
): [scores: Float64Array, weights: Float64Array, ...columns: Float64Array[]] {
  return mapLists(fn, scores, columns, { weights, mask }, (own, weight, more) => {
    needItems(fn, own);
    return [own, weight, ...more] as [Float64Array, Float64Array, ...Float64Array[]];
  })[0]!;
}

export function needItems(fn: string, scores: Float64Array): void {
  need(scores.length, 'EMPTY', fn, 'an item that is neither masked nor of weight 0');
}
