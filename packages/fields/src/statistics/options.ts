import type { FloatArray } from '@backdropjs/random';
import { checkInteger, checkLength, checkSize, toSpacing } from '../check';
import { countPoints } from '../torus/torus';

/** How a field lies on its grid. */
export interface GridOptions {
  /** One to three lengths, rows before columns. */
  shape: readonly number[];
  /** The distance between neighbors, or one for each axis. Default 1. */
  spacing?: number | readonly number[];
  /** Whether the field continues across opposite edges; its sizes must then be products of 2, 3 and 5. Default false. */
  periodic?: boolean;
}

/** Throws unless the field fits the grid; the spacing of each axis. */
export function checkGrid(
  caller: string,
  field: FloatArray,
  { shape, spacing = 1, periodic = false }: GridOptions,
): readonly number[] {
  const steps = toSpacing(caller, shape, spacing);
  shape.forEach((length, axis) => {
    (periodic ? checkSize : checkLength)(caller, `shape[${axis}]`, length);
  });
  if (field?.length !== countPoints(shape)) {
    throw new RangeError(
      `${caller}: field must have as many numbers as shape [${shape}], got ${field?.length}`,
    );
  }
  return steps;
}

/** The greatest lag along each axis: `maxLag` in grid points, but not beyond the grid, or half of it if periodic. */
export function lagLimits(
  caller: string,
  maxLag: number,
  { shape, periodic = false }: GridOptions,
): readonly number[] {
  checkInteger(caller, 'maxLag', maxLag, 0, 0x8000);
  return shape.map((length) => Math.min(maxLag, periodic ? Math.floor(length / 2) : length - 1));
}
