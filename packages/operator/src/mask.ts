// Masks as plain arrays; tensors are made from them only where a gradient is really taken.
import { bernoulli, type Key } from '@backdropjs/random';
import { checkKey, checkNames, checkRate, refuse, resolveAxes } from './check';

/** What a mask is drawn from. */
export interface MaskOptions {
  /** Chance in [0, 1) that a position is dropped. */
  rate: number;
  /** Axes along which positions are dropped one by one; a negative axis counts from the end. */
  axes: readonly number[];
  /** Key of `@backdropjs/random`. The same key draws the same mask, on every backend and engine. */
  key: Key;
  /** Keeps exactly these positions, index tuples in the order of `axes`, instead of drawing them (for diagnosis). */
  keep?: readonly (readonly number[])[] | undefined;
}

/** The positions that a mask chooses from: sizes along the masked axes, 1 along all others. */
export interface Positions {
  /** Masked axes counted from the front, in the caller's order. */
  readonly axes: readonly number[];
  /** Shape of the mask, of the full rank of the tensor. */
  readonly shape: number[];
  /** Number of positions. */
  readonly total: number;
}

/** Which positions are kept: 1 or 0 in row-major order. */
export interface KeptPositions {
  readonly values: Float32Array;
  readonly kept: number;
}

/** Checks what a mask is drawn from and numbers the positions of a tensor of the given shape along `axes`. */
export function positionsAlong(
  caller: string,
  tensorShape: readonly number[],
  options: MaskOptions,
): Positions {
  // The same options may be given to `sampleMask` and to `backdrop`.
  checkNames(caller, options, ['rate', 'axes', 'key', 'scale', 'keep']);
  checkRate(caller, options.rate);
  checkKey(caller, options.key);
  if (!Array.isArray(tensorShape)) refuse(caller, 'shape must be an array of sizes', tensorShape);
  const axes = resolveAxes(caller, options.axes, tensorShape.length);
  const shape = tensorShape.map((size, axis) => (axes.includes(axis) ? size : 1));
  const total = shape.reduce((product, size) => product * size, 1);
  if (!(Number.isInteger(total) && total > 0)) {
    refuse(caller, `shape must have at least one position along axes [${axes}]`, tensorShape);
  }
  return { axes, shape, total };
}

/** Keeps each position with probability 1 - rate; if that keeps none, one position drawn uniformly. */
export function drawKept(total: number, rate: number, key: Key): KeptPositions {
  const values = bernoulli(key, 1 - rate, new Float32Array(total));
  let kept = 0;
  for (const value of values) kept += value;
  if (kept === 0) {
    // The 53 draws that follow are fresh numbers of the same key: the bits of an index, uniform to total / 2^53.
    const bits = bernoulli(key, 0.5, total + 53).subarray(total);
    values[bits.reduce((index, bit) => 2 * index + bit, 0) % total] = 1;
    kept = 1;
  }
  return { values, kept };
}

/** Keeps exactly the positions named by index tuples along `axes`. */
export function pinKept(
  caller: string,
  { axes, shape, total }: Positions,
  keep: readonly (readonly number[])[],
): KeptPositions {
  const constraint = `keep must hold index tuples along axes [${axes}] inside [${shape}]`;
  if (!(keep.length > 0)) refuse(caller, constraint, keep);
  const values = new Float32Array(total);
  for (const index of keep) {
    const inside =
      Array.isArray(index) &&
      index.length === axes.length &&
      index.every((i, n) => Number.isInteger(i) && i >= 0 && i < shape[axes[n]!]!);
    if (!inside) refuse(caller, constraint, index);
    const offset = shape.reduce((sum, size, axis) => sum * size + (index[axes.indexOf(axis)] ?? 0), 0);
    if (values[offset] === 1) refuse(caller, 'keep must not repeat a position', index);
    values[offset] = 1;
  }
  return { values, kept: keep.length };
}
