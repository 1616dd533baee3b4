import { type Check, check, checkLength, finite, flag, notNegative } from '../check';
import { type LossErrorCode, need } from '../errors';
import { positionsOf } from './positions';
import type { GroupIds, ItemInputs, LossInputs, NumericArray } from './types';

/** One number an item besides its score, as a label, a time or an event flag: what it must be, and the code if it is not. */
export type Column = readonly [name: string, check: Check, code: LossErrorCode, width?: number];

/** Labels of two classes. */
export const binaryLabels: readonly Column[] = [['labels', flag, 'INVALID_LABEL']];

/** Graded relevance. */
export const relevanceLabels: readonly Column[] = [['labels', notNegative, 'INVALID_LABEL']];

/** Survival times and event flags. */
export const survivalLabels: readonly Column[] = [
  ['time', finite, 'NON_FINITE'],
  ['event', flag, 'INVALID_LABEL'],
];

const id: Check = ['finite or text', (value) => typeof value === 'string' || Number.isFinite(value)];

export const itemInputs = ['weights', 'mask'];
export const listInputs = ['weights', 'mask', 'groups'];

/** What a loss or metric reads for each item. */
export interface ItemSpec {
  /** Of the function, for its errors. */
  readonly name: string;
  readonly labels: readonly Column[];
  /** Scores an item; default 1. */
  readonly width?: number | undefined;
}

/**
 * The items of a list: `width` scores each, weights and the label columns by their names. The caller's own arrays where
 * nothing had to move or convert: read only.
 */
export type Items = { readonly [Name in 'scores' | 'weights' | 'labels' | 'time' | 'event']: Float64Array };

/**
 * Validates the inputs of a loss or metric, drops masked and zero-weight items and visits the rest list by list (one list
 * without groups). Dropped items are not looked at: their scores and labels may be anything.
 *
 * @param labels - the array of labels, or an object with an array for each column
 * @param visit - gets the items of a list and their positions in the caller's arrays
 */
export function mapLists(
  { name: fn, labels: own, width = 1 }: ItemSpec,
  scores: NumericArray,
  labels: unknown,
  inputs: LossInputs,
  visit: (items: Items, positions: ArrayLike<number>) => void,
): void {
  const count = Math.floor(scores?.length / width);
  const columns: Column[] = [['scores', finite, 'NON_FINITE', width], ...own];
  if (inputs.weights) columns.splice(1, 0, ['weights', notNegative, 'NEGATIVE_WEIGHT']);
  const given = { scores, labels, ...inputs };
  const values = columns.map(([name]) => given[name as 'scores'] ?? labels?.[name as never]);
  const kept = keptItems(fn, count, inputs);
  columns.forEach((column, c) => {
    verify(fn, kept, count, values[c]!, column);
  });
  for (const list of listsOf(fn, kept, count, inputs.groups)) {
    const items: { -readonly [Name in keyof Items]?: Items[Name] } = {};
    for (let c = 0; c < columns.length; c++) {
      items[columns[c]![0] as 'labels'] = numbersOf(list, count, values[c]!, columns[c]![3]);
    }
    items.weights ??= new Float64Array(list.length).fill(1);
    visit(items as Items, list);
  }
}

/** Where in the caller's array the k-th number of a list stands, of `width` an item. */
export function placeOf(k: number, list: ArrayLike<number>, width: number): number {
  return list[Math.floor(k / width)]! * width + (k % width);
}

/** The numbers of the items of a list; all where these are all. */
function numbersOf(list: ArrayLike<number>, count: number, all: NumericArray, width = 1): Float64Array {
  if (list.length === count) return all instanceof Float64Array ? all : new Float64Array(all);
  const own = new Float64Array(list.length * width);
  for (let k = 0; k < own.length; k++) own[k] = all[placeOf(k, list, width)]!;
  return own;
}

/** Throws unless there are as many numbers as items, and those of the items kept are what they must be. */
function verify(
  fn: string,
  kept: Uint32Array,
  count: number,
  values: ArrayLike<unknown>,
  [name, test, code, width = 1]: Column,
): void {
  checkLength(fn, name, values, count * width);
  for (const i of kept) {
    for (let at = i * width; at < (i + 1) * width; at++) {
      if (!test[1](values[at])) check(fn, `${name}[${at}]`, values[at], test, code);
    }
  }
}

/** The positions of the items that are neither masked nor of weight 0. */
function keptItems(fn: string, count: number, inputs: ItemInputs): Uint32Array {
  let kept = positionsOf({ length: count });
  const drop = (values: ArrayLike<unknown> | undefined, column: Column) => {
    if (values === undefined) return;
    verify(fn, kept, count, values, column);
    kept = kept.filter((i) => values[i]);
  };
  drop(inputs.mask, ['mask', flag, 'OUT_OF_RANGE']);
  drop(inputs.weights, ['weights', finite, 'NON_FINITE']);
  return kept;
}

/** The items kept, by group; one list without groups, and of no items. */
function listsOf(
  fn: string,
  kept: Uint32Array,
  count: number,
  groups: GroupIds | undefined,
): Iterable<ArrayLike<number>> {
  if (groups === undefined) return [kept];
  verify(fn, kept, count, groups, ['groups', id, 'NON_FINITE']);
  const lists = new Map<unknown, number[]>();
  for (const i of kept) {
    const list = lists.get(groups[i]);
    if (list) list.push(i);
    else lists.set(groups[i], [i]);
  }
  return lists.size ? lists.values() : [kept];
}

/** The items of a metric: a single list that is not empty. */
export function readItems(
  spec: ItemSpec,
  scores: NumericArray,
  labels: unknown,
  { weights, mask }: ItemInputs = {},
): Items {
  let items: Items;
  mapLists(spec, scores, labels, { weights, mask }, (own) => {
    needItems(spec.name, own);
    items = own;
  });
  return items!;
}

export function needItems(fn: string, { weights }: Items): void {
  need(weights.length, 'EMPTY', fn, 'an item');
}
