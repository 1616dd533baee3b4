import type { FloatArray } from '@backdropjs/random';
import { type Complete, check, checkInteger, readOptions } from '../check';
import { checkGrid } from '../torus/check-grid';
import { countPoints, type Shape, toShape } from '../torus/torus';

/** How a field lies on its grid. */
export interface GridOptions {
  /** One to three lengths, rows before columns. */
  shape: readonly number[];
  /** The distance between neighbors, or one for each axis. Default 1. */
  spacing?: number | readonly number[];
  /** Whether the field continues across opposite edges; its sizes must then be products of 2, 3 and 5. Default false. */
  periodic?: boolean;
}

/** The options of a statistic, of which `others` has the defaults, if the field fits the grid; and its steps. */
export function readGrid<T extends GridOptions>(
  caller: string,
  field: FloatArray,
  options: T,
  others: { [K in Exclude<keyof T, keyof GridOptions>]-?: unknown },
): Complete<GridOptions> & Complete<T> & { readonly steps: Shape } {
  const defaults: object = { shape: undefined, spacing: 1, periodic: false, ...others };
  const read = readOptions<object>(caller, options, defaults) as Complete<GridOptions> & Complete<T>;
  const { shape, spacing, periodic } = read;
  const steps = toShape(checkGrid(caller, shape, spacing, periodic));
  const fits = field?.length === countPoints(shape);
  check(fits, caller, `field must have as many numbers as shape [${shape}]`, field?.length);
  return { ...read, steps };
}

/** The greatest lag along each axis: `maxLag` in grid points, but not beyond the grid, or half of it if periodic. */
export function lagLimits(
  caller: string,
  maxLag: number,
  shape: readonly number[],
  periodic: boolean,
): readonly number[] {
  checkInteger(caller, 'maxLag', maxLag, 0, 0x8000);
  return shape.map((length) => Math.min(maxLag, periodic ? Math.floor(length / 2) : length - 1));
}
