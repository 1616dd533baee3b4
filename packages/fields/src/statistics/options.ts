import type { FloatArray } from '@backdropjs/random';
import { type Complete, check, checkChoice, checkInteger, checkNumber, readOptions } from '../check';
import { checkData } from '../check-data';
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

/** How data with gaps are read. */
export interface MissingOption {
  /** What to do with NaN: 'throw', the default, or 'skip', which leaves out all pairs with such a point. */
  missing?: 'throw' | 'skip';
}

/** The options of a statistic, of which `others` has the defaults, if the field fits the grid; and its steps. */
export function readGrid<T extends GridOptions & MissingOption>(
  caller: string,
  field: FloatArray,
  options: T,
  others: { [K in Exclude<keyof T, keyof GridOptions>]-?: unknown },
): Complete<GridOptions> & Complete<T> & { readonly steps: Shape } {
  const defaults: object = { shape: undefined, spacing: 1, periodic: false, ...others };
  const read = readOptions<object>(caller, options, defaults) as Complete<GridOptions> &
    Complete<T> &
    MissingOption;
  const { missing = 'throw', periodic } = read;
  check(typeof periodic === 'boolean', caller, 'periodic must be true or false', periodic, '', 'boolean');
  const grid = checkGrid(caller, read.shape, read.spacing, periodic);
  checkChoice(caller, 'missing', missing, 'throw', 'skip');
  checkData(
    caller,
    'field',
    field,
    missing,
    'missing' in others ? "pass missing: 'skip' to leave it out" : '',
  );
  // Sums of their squares must be numbers, too; missing ones are none.
  for (const value of field) checkNumber(caller, 'field', value || 0, -1e100, 1e100);
  const fits = field.length === countPoints(grid.shape);
  check(fits, caller, `field must have as many numbers as shape [${grid.shape}]`, field.length);
  return { ...read, ...grid, steps: toShape(grid.spacing) };
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
