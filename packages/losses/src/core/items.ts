import type { Column } from './columns';
import { fail } from './errors';
import type { ItemInputs, LossInputs, NumericArray } from './types';

/** The items that count, densely packed, those of one list next to each other. */
export interface Items {
  /** `width` scores an item. The caller's own array when it is a Float64Array and nothing had to move: read only. */
  readonly scores: Float64Array;
  /** The label columns, in the order given. */
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array;
  /** Position of each item in the caller's arrays; null when items stand where the caller put them. */
  readonly index: Uint32Array | null;
  readonly width: number;
  /** List k holds the items from `starts[k]` up to, not including, `starts[k + 1]`. */
  readonly starts: Uint32Array;
}

/**
 * Validates the inputs of a loss or metric, drops masked and zero-weight items and sorts the rest by list. Dropped
 * items are not looked at: their scores and labels may be anything.
 */
export function selectItems(
  fn: string,
  scores: NumericArray,
  columns: readonly Column[],
  inputs: LossInputs,
  { width = 1, rejects = [] as readonly (keyof LossInputs)[] } = {},
): Items {
  for (const name of rejects) {
    if (inputs[name]) fail('OUT_OF_RANGE', fn, `takes no ${name}, and would be wrong to ignore them`);
  }
  const count = columns[0]!.values.length;
  requireLength(fn, 'scores', scores, count * width);
  for (const column of columns) requireLength(fn, column.name, column.values, count);
  const { groups } = inputs;
  if (groups) requireLength(fn, 'groups', groups, count);
  const kept = keptPositions(fn, inputs, count);

  for (let k = 0; k < kept.length; k++) {
    const i = kept[k]!;
    for (let c = i * width; c < (i + 1) * width; c++) requireFinite(fn, 'scores', c, scores[c]!);
    for (const { name, values, accepts, expected, code } of columns) {
      if (!accepts(values[i]!)) fail(code, fn, `${name}[${i}] must be ${expected}, got ${values[i]}`);
    }
    if (groups) requireFinite(fn, 'groups', i, groups[i]!);
  }

  const starts = groups ? sortByGroup(kept, groups) : Uint32Array.of(0, kept.length);
  const index = kept.length < count || starts.length > 2 ? kept : null;
  return {
    scores: gather(scores, index, width),
    columns: columns.map((column) => gather(column.values, index, 1)),
    weights: inputs.weights ? gather(inputs.weights, index, 1) : new Float64Array(kept.length).fill(1),
    index,
    width,
    starts,
  };
}

function requireLength(fn: string, name: string, values: ArrayLike<unknown>, expected: number): void {
  if (values.length !== expected) {
    fail(
      'LENGTH_MISMATCH',
      fn,
      `${name} must have ${expected} entries as the labels ask, got ${values.length}`,
    );
  }
}

function requireFinite(fn: string, name: string, i: number, value: number): void {
  if (!Number.isFinite(value)) {
    fail('NON_FINITE', fn, `${name}[${i}] must be finite, got ${value}; mask the item to leave it out`);
  }
}

function keptPositions(fn: string, { weights, mask }: ItemInputs, count: number): Uint32Array {
  if (weights) requireLength(fn, 'weights', weights, count);
  if (mask) requireLength(fn, 'mask', mask, count);
  const kept = new Uint32Array(count);
  let size = 0;
  for (let i = 0; i < count; i++) {
    if (mask) {
      const keep = Number(mask[i]);
      if (keep !== 0 && keep !== 1) fail('OUT_OF_RANGE', fn, `mask[${i}] must be 0 or 1, got ${mask[i]}`);
      if (keep === 0) continue;
    }
    if (weights) {
      const weight = weights[i]!;
      requireFinite(fn, 'weights', i, weight);
      if (weight < 0) fail('NEGATIVE_WEIGHT', fn, `weights[${i}] must be at least 0, got ${weight}`);
      if (weight === 0) continue;
    }
    kept[size++] = i;
  }
  return kept.subarray(0, size);
}

/** Reorders positions so that equal group ids are neighbors, groups by first appearance, and returns where each starts. */
function sortByGroup(kept: Uint32Array, groups: NumericArray): Uint32Array {
  const ordinals = new Map<number, number>();
  const sizes: number[] = [];
  for (const i of kept) {
    const ordinal = ordinals.get(groups[i]!);
    if (ordinal === undefined) {
      ordinals.set(groups[i]!, sizes.length);
      sizes.push(1);
    } else sizes[ordinal]!++;
  }
  const starts = new Uint32Array(Math.max(sizes.length, 1) + 1);
  for (let g = 0; g < sizes.length; g++) starts[g + 1] = starts[g]! + sizes[g]!;
  const next = starts.slice();
  for (const i of kept.slice()) kept[next[ordinals.get(groups[i]!)!]!++] = i;
  return starts;
}

function gather(values: NumericArray, index: Uint32Array | null, width: number): Float64Array {
  if (!index) return values instanceof Float64Array ? values : new Float64Array(values);
  const out = new Float64Array(index.length * width);
  for (let k = 0; k < index.length; k++) {
    for (let c = 0; c < width; c++) out[k * width + c] = values[index[k]! * width + c]!;
  }
  return out;
}
