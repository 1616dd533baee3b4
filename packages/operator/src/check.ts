// What the public functions refuse, in one form: `caller: constraint, got value; remedy`. `caller` is a public name.
import type { Key } from '@backdropjs/random';

/** Throws: what must hold, what was given instead in words and, where it is not plain, what to do. */
export function fail(
  caller: string,
  constraint: string,
  got: string,
  remedy = '',
  Failure: ErrorConstructor = RangeError,
): never {
  throw new Failure(`${caller}: ${constraint}, got ${got}${remedy && `; ${remedy}`}`);
}

/** Throws: a RangeError if the value is of the right kind and so outside of its set, else a TypeError. */
export function refuse(
  caller: string,
  constraint: string,
  got: unknown,
  isKind: (value: unknown) => boolean = isNumber,
  remedy?: string,
): never {
  fail(caller, constraint, show(got), remedy, isKind(got) ? RangeError : TypeError);
}

/** Throws a TypeError: for what is of the wrong kind, whatever its value. */
export function refuseKind(caller: string, constraint: string, got: unknown, remedy?: string): never {
  fail(caller, constraint, show(got), remedy, TypeError);
}

/**
 * Any value as a short text: strings quoted, arrays cut to their first entries, the deeper the fewer. Never throws,
 * whatever the value does when it is looked at.
 */
export function show(value: unknown, most = 9): string {
  try {
    if (isText(value)) return JSON.stringify(value.slice(0, 99));
    if (Array.isArray(value)) {
      return `[${Array.from(value.slice(0, most), (entry) => show(entry, most >> 1))}${value.length > most ? '...' : ''}]`;
    }
    return Object(value) === value ? {}.toString.call(value) : String(value);
  } catch {
    return '?';
  }
}

/** Whether it is an array of which every entry passes; the holes of a sparse array count as undefined. */
export function isListOf<T>(list: readonly T[], passes: (entry: T, i: number) => boolean): boolean {
  return Array.isArray(list) && list.findIndex((entry, i) => !passes(entry, i)) < 0;
}

export const isNumber = (value: unknown) => typeof value === 'number';
export const isText = (value: unknown) => typeof value === 'string';
export const isNumbers = (value: unknown) => isListOf(value as unknown[], isNumber);

/** Whether it is an integer in [0, 2^32). */
export function isWord(word: unknown): boolean {
  return isNumber(word) && word >>> 0 === word;
}

/** Throws unless the options are there and have no other names than these, which would be misspelled ones. */
export function readOptions<T extends object>(caller: string, options: T, names: readonly string[]): void {
  if (Object(options) !== options) refuseKind(caller, 'options must be an object', options);
  for (const name of Object.keys(options)) {
    if (options[name as keyof T] !== undefined) checkChoice(caller, 'options', name, names);
  }
}

/** Throws unless `rate` is a number in [0, 1). */
export function checkRate(caller: string, rate: unknown): asserts rate is number {
  if (!(isNumber(rate) && rate >= 0 && rate < 1)) {
    refuse(caller, 'rate must be in [0, 1)', rate);
  }
}

/** The axes counted from the front, in the order given; negative ones count from the end. */
export function resolveAxes(caller: string, axes: readonly number[], rank: number): number[] {
  const resolved: number[] = [];
  const isNew = (axis: number) => {
    const index = Number.isInteger(axis) && axis < 0 ? axis + rank : axis;
    return isWord(index) && index < rank && !resolved.includes(index) && resolved.push(index) > 0;
  };
  if (!(isListOf(axes, isNew) && resolved.length)) {
    refuse(caller, `axes must be an array of different integers in [${-rank}, ${rank})`, axes, isNumbers);
  }
  return resolved;
}

/** Throws unless `key` is one, at once rather than when the first gradient is taken. */
export function checkKey(caller: string, key: Key): void {
  if (!(isListOf(key, isWord) && key.length === 4)) {
    refuse(caller, 'key must be a key of @backdropjs/random', key, isNumbers, 'make one with key(seed)');
  }
}

/** Throws unless `axes` is a non-empty list of different integers: what can be known before there is a tensor. */
export function checkAxesList(caller: string, axes: readonly number[]): void {
  if (!(isListOf(axes, Number.isSafeInteger) && axes.length && new Set(axes).size === axes.length)) {
    refuse(caller, 'axes must be an array of different integers', axes, isNumbers);
  }
}

/** Throws unless a value is one of these. */
export function checkChoice(caller: string, name: string, value: unknown, choices: readonly unknown[]): void {
  if (!choices.includes(value)) {
    refuse(caller, `${name} must be one of ${choices.join(', ')}`, value, isText);
  }
}

/** Throws unless a value is a function. */
export function checkFunction(caller: string, name: string, value: unknown): void {
  if (typeof value !== 'function') refuseKind(caller, `${name} must be a function`, value);
}

/** Throws unless a count is an integer of at least `least`. */
export function checkWhole(caller: string, name: string, count: unknown, least = 0): void {
  if (!(Number.isSafeInteger(count) && (count as number) >= least)) {
    refuse(caller, `${name} must be ${least ? 'a positive integer' : 'a whole number'}`, count);
  }
}
