import type { NumericArray } from './core/types';
import { type LossErrorCode, refuse } from './errors';

/** What a value must be, in words that follow "must be", and the test for it. */
export type Check = readonly [expected: string, accepts: (value: unknown) => boolean];

/** A number inside an interval, named in the usual notation, as '(0, 1]'. */
const interval = (text: string, isInside: (value: number) => boolean): Check => [
  `in ${text}`,
  // Not a string or an array of one number, which would compare like that number.
  (value) => Number.isFinite(value) && isInside(value as number),
];

/** An integer from `low` to `high`. */
export function integer(low: number, high: number): Check {
  const accepts = (value: unknown) =>
    Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
  return [`an integer from ${low} to ${high}`, accepts];
}

export function oneOf(...values: readonly unknown[]): Check {
  return [`one of ${values.map(show).join(', ')}`, (value) => values.includes(value)];
}

export const positive = /* @__PURE__ */ interval('(0, Infinity)', (value) => value > 0);
export const notNegative = /* @__PURE__ */ interval('[0, Infinity)', (value) => value >= 0);
export const unit = /* @__PURE__ */ interval('[0, 1]', (value) => value >= 0 && value <= 1);
export const finite: Check = ['finite', Number.isFinite];
/** What is called later. */
export const callable: Check = ['a function', (value) => typeof value === 'function'];
export const flag: Check = [
  'one of 0, 1, false, true',
  (value) => value === 0 || value === 1 || value === !!value,
];

/** Any value for a message: a string in quotes and cut, of an object its kind alone. Never fails itself. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return Object(value) === value ? typeof value : String(value) + (typeof value === 'bigint' ? 'n' : '');
}

/** Throws unless the value is what it must be. */
export function check(
  fn: string,
  name: string,
  value: unknown,
  [expected, accepts]: Check,
  code: LossErrorCode = 'OUT_OF_RANGE',
): void {
  if (!accepts(value))
    refuse(
      code,
      fn,
      `${name} must be ${expected}`,
      show(value) + (code === 'NON_FINITE' ? '; mask or scale it' : ''),
    );
}

/** Throws unless there are so many values; a tensor has no length. */
export function checkLength(fn: string, name: string, values: ArrayLike<unknown>, expected: number): void {
  check(
    fn,
    `the length of ${name}`,
    lengthOf(values),
    [`${expected >= 0 ? expected : 'a number'} (tensor.data())`, (n) => n === +expected],
    'LENGTH_MISMATCH',
  );
}

/**
 * How many values there are; undefined where that is no such number, and then `checkLength` throws: also where it cannot be read, as by
 * a proxy of a typed array or by what only inherits from one.
 */
export function lengthOf(values: ArrayLike<unknown>): number {
  try {
    if (notNegative[1](values.length)) return values.length;
  } catch {}
  return undefined as never;
}

/** Throws unless all are finite numbers (converted first, null and '' would be 0), and returns them in float64. */
export function checkFinite(fn: string, name: string, values: NumericArray): Float64Array<ArrayBuffer> {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) check(fn, `${name}[${i}]`, values[i], finite, 'NON_FINITE');
  }
  return values instanceof Float64Array ? (values as Float64Array<ArrayBuffer>) : new Float64Array(values);
}

/** Names and defaults of options, and what their values must be. */
export type Known<Options, Name extends keyof Options> = {
  readonly [N in Name]: readonly [fallback: Options[N] | undefined, check: Check];
};

/** Options of which some were checked and have defaults filled in. */
export type Checked<Options, Name extends keyof Options> = Options & {
  readonly [N in Name]-?: Exclude<Options[N], undefined>;
};

/**
 * A copy of the options with defaults filled in. Throws for a value that its check refuses and for any name that is
 * neither in `known` nor in `also`.
 */
export function readOptions<Options extends object, Name extends keyof Options = never>(
  fn: string,
  given = {} as Options,
  known: Known<Options, Name>,
  also: readonly string[] = [],
): Checked<Options, Name> {
  check(fn, 'options', given, ['an object', () => typeof (given ?? 0) === 'object']);
  const options = { ...given } as Record<string, unknown>;
  const names = [...Object.keys(known), ...also];
  for (const name in options) {
    if (options[name] !== undefined) check(fn, 'options', name, oneOf(...names));
  }
  // Inherited ones too, as a method of a class.
  for (const name of names as Name[]) {
    ({ [name]: options[name as string] = known[name]?.[0] } = given);
    if (known[name]) check(fn, name as string, options[name as string], known[name][1]);
  }
  return options as never;
}

/** The options of a partial ROC AUC and their defaults. */
export const partialRegion = {
  maxFpr: [1, /* @__PURE__ */ interval('(0, 1]', (value) => value > 0 && value <= 1)],
  minTpr: [0, /* @__PURE__ */ interval('[0, 1)', (value) => value >= 0 && value < 1)],
} as const;
