import { type Key, permutation } from '@backdropjs/random';
import { checkRate, readOptions } from '../check';
import type { MaskFunction } from '../mask';

/** Options of masks that keep a share of the positions. */
export interface RateOptions {
  /** Share in [0, 1) of what is dropped. At least one is kept. */
  rate: number;
}

/** Checks the options of a mask, and returns the mask. */
export function maskWith<T extends object>(
  caller: string,
  options: T,
  names: readonly string[],
  mask: MaskFunction,
): MaskFunction {
  readOptions(caller, options, names);
  if (names.includes('rate')) checkRate(caller, (options as RateOptions).rate);
  return mask;
}

/** How many of `total` are kept at a rate: the nearest integer, and at least 1. */
export function keptOf(total: number, rate: number): number {
  return Math.max(1, Math.round(total * (1 - rate)));
}

/** `count` of `total`, each set of them with the same chance. */
export function choose(key: Key, total: number, count: number): Uint32Array {
  return permutation(key, total).subarray(0, count);
}
