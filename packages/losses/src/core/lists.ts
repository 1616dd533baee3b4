import { type Check, check, checkLength, finite, flag, integer, lengthOf, notNegative } from '../check';
import { type LossErrorCode, need } from '../errors';
import { positionsOf } from './positions';
import type { ItemInputs, LossInputs, NumericArray } from './types';

/** One number an item besides its score, as a label, a time or an event flag: what it must be, and the code if it is not. */
export type Column = readonly [name: string, check: Check, code?: LossErrorCode | undefined, width?: number];

/** Labels of two classes. */
export const binaryLabels: readonly Column[] = [['labels', flag, 'INVALID_LABEL']];

/** Graded relevance. */
export const relevanceLabels: readonly Column[] = [['labels', notNegative, 'INVALID_LABEL']];

/** One of so many classes; whether that is a number is checked elsewhere. */
export const classLabels = (count: unknown): readonly Column[] => [
  ['labels', integer(0, Number.isInteger(count) ? (count as number) - 1 : 0), 'INVALID_LABEL'],
];

/** Survival times and event flags. */
export const survivalLabels: readonly Column[] = [
  ['time', finite, 'NON_FINITE'],
  ['event', flag, 'INVALID_LABEL'],
];

/** A list, group or stratum. */
export const id: Check = ['finite or text', (value) => typeof value === 'string' || Number.isFinite(value)];

export const itemInputs = ['weights', 'mask'];
export const listInputs = ['weights', 'mask', 'groups'];

/** What a loss or metric reads for each item. */
export interface ItemSpec {
  /** Of the function, for its errors. */
  readonly name: string;
  readonly labels: readonly Column[];
  /** Scores an item; default 1. */
  readonly width?: number | undefined;
  /** What scores must be besides finite. */
  readonly range?: Check | undefined;
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
 * @param visit - gets the items of a list, in arrays that the next list of that length gets, and their positions in the caller's
 */
export function mapLists(
  { name: fn, labels: own, width = 1, range }: ItemSpec,
  scores: NumericArray,
  labels: unknown,
  { weights, mask, groups }: LossInputs,
  visit: (items: Items & { grad?: Float64Array }, positions: ArrayLike<number>) => void,
): void {
  const count = Math.floor(lengthOf(scores) / width);
  // Undefined while all are.
  let kept: Uint32Array | undefined;
  /** Throws unless there are as many numbers as items, and those of the items kept are what they must be. */
  const verify = (values: ArrayLike<unknown>, [name, test, code, size = 1]: Column) => {
    checkLength(fn, name, values, count * size);
    const numbers = (kept?.length ?? count) * size;
    for (let k = 0; k < numbers; k++) {
      const at = kept ? placeOf(k, kept, size) : k;
      const value = values[at];
      // No call for most, for which each number would be boxed: 0 is in every set.
      if (value === 0 || (test === finite ? Number.isFinite(value) : test[1](value))) continue;
      check(fn, `${name}[${at}]`, value, test, code);
    }
  };
  const drop = (values: ArrayLike<unknown> | undefined, ...columns: Column[]) => {
    if (values === undefined) return;
    for (const column of columns) verify(values, column);
    kept = (kept ?? positionsOf(count)).filter((i) => values[i]);
  };
  drop(mask, ['mask', flag]);
  drop(weights, ['weights', finite, 'NON_FINITE'], ['weights', notNegative, 'NEGATIVE_WEIGHT']);
  const columns = [['scores', finite, 'NON_FINITE', width] as Column, ...own].map((column) => {
    const name = column[0] as keyof Items;
    const given = { scores, labels }[name as 'scores'] ?? labels?.[name as never];
    verify(given, column);
    return [name, given, column[3] ?? 1] as const;
  });
  if (weights) columns.push(['weights', weights, 1]);
  if (range) verify(scores, ['scores', range, undefined, width]);
  let lists: Iterable<ArrayLike<number>> = [kept ?? { length: count }];
  if (groups !== undefined) {
    verify(groups, ['groups', id, 'NON_FINITE']);
    const byId = new Map<unknown, number[]>();
    for (const i of kept ?? positionsOf(count)) {
      const list = byId.get(groups[i]);
      if (list) list.push(i);
      else byId.set(groups[i], [i]);
    }
    // Of no items one list, as without groups.
    if (byId.size) lists = byId.values();
  }
  const made: { -readonly [Name in keyof Items]?: Items[Name] }[] = [];
  for (const list of lists) {
    const { length } = list;
    made[length] ??= {};
    const items = made[length];
    for (const [name, all, size] of columns) {
      // The caller's own array where the list is all.
      if (length === count) items[name] = all instanceof Float64Array ? all : new Float64Array(all);
      else {
        items[name] ??= new Float64Array(length * size);
        const part = items[name];
        for (let k = 0; k < part.length; k++) part[k] = all[placeOf(k, list, size)]!;
      }
    }
    items.weights ??= new Float64Array(length).fill(1);
    visit(items as Items, list);
  }
}

/** Where in the caller's array the k-th number of a list stands, of `width` an item. */
export function placeOf(k: number, list: ArrayLike<number>, width: number): number {
  return list[Math.floor(k / width)]! * width + (k % width);
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
