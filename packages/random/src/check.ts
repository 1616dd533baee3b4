/** Throws an error that names the function, the constraint and the value received, unless the constraint is met. */
export function check(met: boolean, caller: string, name: string, constraint: string, value: unknown): void {
  if (!met) throw new RangeError(`${caller}: ${name} must be ${constraint}, got ${value}`);
}

function isWord(value: unknown): boolean {
  return typeof value === 'number' && value >>> 0 === value;
}

/** Throws unless `words` is four integers in [0, 2^32). */
export function checkWords(caller: string, words: ArrayLike<number>, name = 'key'): void {
  const met =
    words?.length === 4 && isWord(words[0]) && isWord(words[1]) && isWord(words[2]) && isWord(words[3]);
  check(
    met,
    caller,
    name,
    name === 'key' ? 'key(seed) or four integers in [0, 2^32)' : 'four integers in [0, 2^32)',
    words,
  );
}

/** Throws unless `value` is an integer in [0, 2^32). */
export function checkLength(caller: string, name: string, value: number): void {
  check(isWord(value), caller, name, 'an integer in [0, 2^32)', value);
}
