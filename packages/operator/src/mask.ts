// Masks as plain arrays; tensors are made from them only where a gradient is really taken.
import { bernoulli, integers, type Key } from '@backdropjs/random';

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

/** The positions of a tensor of the given shape along `axes` (already counted from the front). */
export function positionsAlong(
  caller: string,
  tensorShape: readonly number[],
  axes: readonly number[],
): Positions {
  const shape = tensorShape.map((size, axis) => (axes.includes(axis) ? size : 1));
  const total = shape.reduce((product, size) => product * size, 1);
  if (!(Number.isInteger(total) && total > 0)) {
    throw new Error(
      `${caller}: shape must have at least one position along axes [${axes}], got [${tensorShape}]`,
    );
  }
  return { axes, shape, total };
}

/** Keeps each position with probability 1 - rate; if that keeps none, one position drawn uniformly. */
export function drawKept(total: number, rate: number, key: Key): KeptPositions {
  const values = bernoulli(key, 1 - rate, new Float32Array(total));
  let kept = 0;
  for (const value of values) kept += value;
  if (kept === 0) {
    // Independent of the numbers that dropped every position: `integers` and `bernoulli` share no counter of a key.
    values[integers(key, 0, total, 1)[0]!] = 1;
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
  if (keep.length === 0) {
    throw new Error(`${caller}: keep must name at least one position, got []; leave it out to draw a mask`);
  }
  const values = new Float32Array(total);
  for (const index of keep) {
    const inside =
      index.length === axes.length &&
      index.every((i, n) => Number.isInteger(i) && i >= 0 && i < shape[axes[n]!]!);
    if (!inside) {
      const sizes = axes.map((axis) => shape[axis]);
      throw new Error(
        `${caller}: keep must hold index tuples inside [${sizes}] along axes [${axes}], got [${index}]`,
      );
    }
    const offset = shape.reduce((sum, size, axis) => sum * size + (index[axes.indexOf(axis)] ?? 0), 0);
    if (values[offset] === 1) {
      throw new Error(`${caller}: keep must not repeat a position, got [${index}] twice`);
    }
    values[offset] = 1;
  }
  return { values, kept: keep.length };
}
