/** A periodic grid: rows first, then columns. */
export interface Torus {
  /** Numbers of grid points. */
  readonly shape: readonly [rows: number, columns: number];
  /** Distances between neighbours, in the unit of the correlation length. */
  readonly spacing: readonly [rows: number, columns: number];
}

/** Mode number k of n, with the upper half as negative modes: 0, 1, ..., -n/2, ..., -1. */
export function signedMode(k: number, n: number): number {
  return k < n / 2 ? k : k - n;
}

/** `k` modulo n, in [0, n). */
export function wrap(k: number, n: number): number {
  return ((k % n) + n) % n;
}
