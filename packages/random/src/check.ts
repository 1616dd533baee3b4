// What the public functions refuse, in one form: `caller: constraint, got value`; the constraint says the remedy.

/**
 * Throws what must hold and what was given instead, unless the constraint is met: a RangeError, or a TypeError if the value is not
 * of the kind that `typeof` should tell.
 */
export function check(
  met: unknown,
  caller: string,
  name: string,
  constraint: string,
  value: unknown,
  kind: unknown = 'number',
): void {
  if (met) return;
  const Failure = typeof value === kind ? RangeError : TypeError;
  throw new Failure(`${caller}: ${name} must be ${constraint}, got ${show(value)}`);
}

/** Any value as a short text, strings quoted. Never throws, whatever the value does when it is looked at. */
export function show(value: unknown): string {
  try {
    if (typeof value === 'string') return JSON.stringify(value.slice(0, 99));
    return Object(value) === value ? {}.toString.call(value).slice(8, -1) : String(value);
  } catch {
    return typeof value;
  }
}

/** What a function returns, or undefined if it throws. */
export function attempt<A>(read: () => A): A | undefined {
  try {
    return read();
  } catch {}
  return undefined;
}

function isWord(value: unknown): boolean {
  return typeof value === 'number' && value >>> 0 === value;
}

/** Throws unless `words` is four integers in [0, 2^32). */
export function checkWords(
  caller: string,
  words: ArrayLike<number>,
  name = 'key',
  or = 'key(seed) or ',
): void {
  const isWords = () =>
    words.length === 4 && isWord(words[0]) && isWord(words[1]) && isWord(words[2]) && isWord(words[3]);
  if (attempt(isWords)) return;
  const isList = attempt(() => words.length >= 0);
  check(false, caller, name, `${or}four integers in [0, 2^32)`, words, isList && 'object');
}

/** Throws unless `value` is an integer in [0, 2^bits). */
export function checkLength(caller: string, name: string, value: number, bits = 32): void {
  check(isWord(value) && value < 2 ** bits, caller, name, `an integer in [0, 2^${bits})`, value);
}
