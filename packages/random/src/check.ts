/** What the errors of this package show of a received value. */
export function show(value: unknown): string {
  return typeof value === 'string'
    ? JSON.stringify(value)
    : typeof value === 'bigint'
      ? `${value}n`
      : String(value);
}

function isWord(value: unknown): boolean {
  return typeof value === 'number' && value >>> 0 === value;
}

/** Throws unless `words` is four integers in [0, 2^32). */
export function checkWords(caller: string, name: string, words: ArrayLike<number>): void {
  if (
    words?.length !== 4 ||
    !(isWord(words[0]) && isWord(words[1]) && isWord(words[2]) && isWord(words[3]))
  ) {
    const remedy = name === 'key' ? 'make one with key(seed)' : 'take words modulo 2^32 with x >>> 0';
    throw new RangeError(
      `${caller}: ${name} must be four integers in [0, 2^32), got ${show(words)}; ${remedy}`,
    );
  }
}

/** Throws unless `value` is an integer in [low, high]. */
export function checkInteger(caller: string, name: string, value: number, low: number, high: number): void {
  if (!(Number.isInteger(value) && value >= low && value <= high)) {
    throw new RangeError(`${caller}: ${name} must be an integer in [${low}, ${high}], got ${show(value)}`);
  }
}
