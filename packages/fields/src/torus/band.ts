import { type Shape, wrap } from './torus';

/** Consecutive modes of one axis. */
export interface ModeRange {
  /** The lowest mode, -count/2 or the like. */
  readonly first: number;
  readonly count: number;
}

/** The modes that carry a field's variance: a box around 0, and in each of its rows one run of columns. */
export interface Band {
  readonly layers: ModeRange;
  readonly rows: ModeRange;
  readonly columns: ModeRange;
  /**
   * For each row of the box, layer by layer, the first column with a mode and the one after the last, counted
   * from its first.
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

/** All modes of a torus. */
export function fullBand([depth, height, width]: Shape): Band {
  return {
    layers: modeRange(depth, depth),
    rows: modeRange(height, height),
    columns: modeRange(width, width),
    starts: new Int32Array(depth * height),
    ends: new Int32Array(depth * height).fill(width),
  };
}

/** For each row of a band's box, layer by layer, where it begins on the torus: the position of its mode 0. */
export function rowOrigins({ layers, rows }: Band, [depth, height, width]: Shape): Int32Array {
  return Int32Array.from({ length: layers.count * rows.count }, (_, r) => {
    const z = wrap(layers.first + Math.floor(r / rows.count), depth);
    const y = wrap(rows.first + (r % rows.count), height);
    return (z * height + y) * width;
  });
}

/** Calls `visit` for each row of a band's box with modes: where they begin and end in it, and its own modes. */
export function forEachRun(
  { layers, rows, starts, ends }: Band,
  visit: (row: number, start: number, end: number, ky: number, kz: number) => void,
): void {
  starts.forEach((start, r) => {
    const [ky, kz] = [rows.first + (r % rows.count), layers.first + Math.floor(r / rows.count)];
    if (start < ends[r]!) visit(r, start, ends[r]!, ky, kz);
  });
}
