import type { Key } from './types';

/** Copies four words into a key. */
export function freezeKey([a, b, c, d]: Uint32Array): Key {
  return Object.freeze([a!, b!, c!, d!] as const);
}
