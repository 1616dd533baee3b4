// Argument checks shared by the public functions. `caller` is the public name that opens each message.
import type { Key } from '@backdropjs/random';

/** Throws unless `rate` is a number in [0, 1). */
export function checkRate(caller: string, rate: number): void {
  if (typeof rate !== 'number' || !(rate >= 0 && rate < 1)) {
    throw new Error(
      `${caller}: rate must be in [0, 1), got ${rate}; it is the chance that a position is dropped`,
    );
  }
}

/** Throws unless `axes` is a non-empty list of different integers. */
export function checkAxesList(caller: string, axes: readonly number[]): void {
  if (!Array.isArray(axes) || axes.length === 0 || !axes.every(Number.isInteger)) {
    throw new Error(
      `${caller}: axes must be a non-empty array of integers, got ${JSON.stringify(axes)}; pass the axes to mask`,
    );
  }
  if (new Set(axes).size < axes.length) {
    throw new Error(`${caller}: axes must not repeat, got [${axes}]`);
  }
}

/** The axes counted from the front, in the order given; negative ones count from the end. */
export function resolveAxes(caller: string, axes: readonly number[], rank: number): number[] {
  checkAxesList(caller, axes);
  const resolved = axes.map((axis) => (axis < 0 ? axis + rank : axis));
  if (resolved.some((axis) => axis < 0 || axis >= rank)) {
    throw new Error(
      `${caller}: axes must be in [${-rank}, ${rank}) for a tensor of rank ${rank}, got [${axes}]`,
    );
  }
  checkAxesList(caller, resolved);
  return resolved;
}

/** Throws unless `key` is one, at once rather than when the first gradient is taken. */
export function checkKey(caller: string, key: Key): void {
  if (!(Array.isArray(key) && key.length === 4 && key.every(Number.isInteger))) {
    throw new Error(
      `${caller}: key must be a key of @backdropjs/random, got ${key}; make one with key(seed)`,
    );
  }
}
