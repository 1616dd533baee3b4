// What the public functions refuse, in one form: `caller: constraint, got value; remedy`.

/** Throws: what must hold and what was given instead. A TypeError if the value is not of the kind that `typeof` should tell. */
export function refuse(caller: string, constraint: string, value: unknown, kind = 'number'): never {
  const Failure = typeof value === kind && value !== null ? RangeError : TypeError;
  throw new Failure(`${caller}: ${constraint}, got ${show(value)}`);
}

/** Refuses a value unless the constraint is met. */
export function check(met: unknown, caller: string, constraint: string, value: unknown, kind?: string): void {
  if (!met) refuse(caller, constraint, value, kind);
}

/** Any value as a short text, strings quoted. Never throws, whatever the value does when it is looked at. */
export function show(value: unknown): string {
  try {
    if (typeof value === 'string') return JSON.stringify(value.slice(0, 99));
    return Object(value) === value ? {}.toString.call(value).slice(8, -1) : String(value);
  } catch {
    return 'what cannot be shown';
  }
}

/** Whether something holds; what throws when it is looked at does not. */
export function attempt(holds: () => boolean): boolean {
  try {
    return holds();
  } catch {
    return false;
  }
}

function isWord(value: unknown): boolean {
  return typeof value === 'number' && value >>> 0 === value;
}

/** Throws unless `words` is four integers in [0, 2^32). */
export function checkWords(caller: string, words: ArrayLike<number>, name = 'key'): void {
  check(
    attempt(() => words.length === 4 && [0, 1, 2, 3].every((i) => isWord(words[i]))),
    caller,
    `${name} must be ${name === 'key' ? 'key(seed) or ' : ''}four integers in [0, 2^32)`,
    words,
    'object',
  );
}

/** Throws unless `value` is an integer in [0, 2^32). */
export function checkLength(caller: string, name: string, value: number): void {
  check(isWord(value), caller, `${name} must be an integer in [0, 2^32)`, value);
}
