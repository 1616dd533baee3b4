// Argument checks shared by the public functions. `caller` is the public name that opens each message.
import type { Key } from '@backdropjs/random';

/** Throws an error that says what must hold, what was given instead and, where it is not plain, what to do. */
export function refuse(caller: string, constraint: string, got: unknown, remedy = ''): never {
  throw new Error(`${caller}: ${constraint}, got ${shown(got)}${remedy && `; ${remedy}`}`);
}

/** A value as text; JSON would make null of Infinity and NaN, and refuses bigints. */
function shown(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(shown)}]` : String(value);
}

/**
 * Throws unless `options` is there and has no other names than these, which would be misspelled ones. Whose options they
 * are, where not the caller's, is told by `of`.
 */
export function checkNames(caller: string, options: object, names: readonly string[], of = ''): void {
  const unknown = options ? Object.keys(options).find((name) => !names.includes(name)) : String(options);
  if (unknown) refuse(caller, `options${of} must be among ${names.join(', ')}`, unknown);
}

/** Throws unless `rate` is a number in [0, 1). */
export function checkRate(caller: string, rate: number): void {
  if (!(Number.isFinite(rate) && rate >= 0 && rate < 1)) {
    refuse(caller, 'rate must be in [0, 1)', rate);
  }
}

/** Throws unless `axes` is a non-empty list of different integers. */
export function checkAxesList(caller: string, axes: readonly number[]): void {
  if (!(Array.isArray(axes) && axes.length > 0 && axes.every(Number.isInteger))) {
    refuse(caller, 'axes must be a non-empty array of integers', axes);
  }
  if (new Set(axes).size < axes.length) refuse(caller, 'axes must not repeat', axes);
}

/** The axes counted from the front, in the order given; negative ones count from the end. */
export function resolveAxes(caller: string, axes: readonly number[], rank: number): number[] {
  checkAxesList(caller, axes);
  const resolved = axes.map((axis) => (axis < 0 ? axis + rank : axis));
  if (resolved.some((axis) => axis < 0 || axis >= rank)) {
    refuse(caller, `axes must be in [${-rank}, ${rank}) for a tensor of rank ${rank}`, axes);
  }
  checkAxesList(caller, resolved);
  return resolved;
}

/** Throws unless `key` is one, at once rather than when the first gradient is taken. */
export function checkKey(caller: string, key: Key): void {
  if (
    !(
      Array.isArray(key) &&
      key.length === 4 &&
      key.every((word) => typeof word === 'number' && word >>> 0 === word)
    )
  ) {
    refuse(caller, 'key must be a key of @backdropjs/random', key, 'make one with key(seed)');
  }
}

/** Throws unless a count is 0, 1, 2, … */
export function checkWhole(caller: string, name: string, count: number): void {
  if (!(Number.isSafeInteger(count) && count >= 0)) refuse(caller, `${name} must be a whole number`, count);
}
