/** Consecutive modes of one axis. */
export interface ModeRange {
  /** The lowest mode, -count/2 or the like. */
  readonly first: number;
  readonly count: number;
}

/** The modes that carry a field's variance: a rectangle around 0, and in each of its rows one run of columns. */
export interface Band {
  readonly rows: ModeRange;
  readonly columns: ModeRange;
  /**
   * For each row of the rectangle the first column with a mode and the one after the last, counted from its
   * first.
   */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Where the mode opposite to the one at position i stands; the mode -n/2 of n is its own opposite. */
export function opposite({ first, count }: ModeRange, i: number): number {
  const position = -2 * first - i;
  return position < count ? position : i;
}

/** The modes -reach, ..., reach of an axis of n points, or all n of them when these are not distinct. */
export function modeRange(reach: number, n: number): ModeRange {
  return 2 * reach < n
    ? { first: 0 - reach, count: 2 * reach + 1 }
    : { first: 0 - Math.floor(n / 2), count: n };
}
