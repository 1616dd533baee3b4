import type { Key } from './types';

/** Copies four words into a key. */
export function freezeKey(words: Uint32Array): Key {
  return Object.freeze([...words]) as unknown as Key;
}
