import type { Key } from './types';

/** Copies four words into a key. */
export function freezeKey(words: Uint32Array): Key {
  return Object.freeze([words[0]!, words[1]!, words[2]!, words[3]!] as const);
}
