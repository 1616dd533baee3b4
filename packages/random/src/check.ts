function isWord(value: unknown): boolean {
  return typeof value === 'number' && value >>> 0 === value;
}

/** Throws unless `words` is four integers in [0, 2^32). */
export function checkWords(caller: string, name: string, words: ArrayLike<number>): void {
  if (
    words?.length !== 4 ||
    !(isWord(words[0]) && isWord(words[1]) && isWord(words[2]) && isWord(words[3]))
  ) {
    const remedy = name === 'key' ? 'make one with key(seed)' : 'reduce words with x >>> 0';
    throw new RangeError(`${caller}: ${name} must be four integers in [0, 2^32), got ${words}; ${remedy}`);
  }
}

/** Throws unless `value` is an integer in [0, 2^32). */
export function checkLength(caller: string, name: string, value: number): void {
  if (value >>> 0 !== value) {
    throw new RangeError(`${caller}: ${name} must be an integer in [0, 2^32), got ${value}`);
  }
}
