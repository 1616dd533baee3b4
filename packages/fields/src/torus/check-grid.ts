import { check, checkInteger, checkNumber, isList } from '../check';
import { nextSize, radices } from '../fft/factors';
import { countPoints, type Torus } from './torus';

/** The most points that a grid or a torus may have: 8 bytes each are a gigabyte, and working with them takes several. */
export const MOST_POINTS = 2 ** 27;

/**
 * Checks a grid of one to three axes of at most 2^15 points, and if it is periodic, that transforms can have its sizes.
 * Returns a copy, with the distance between neighbors along each axis.
 */
export function checkGrid(
  caller: string,
  shape: readonly number[],
  spacing: number | readonly number[],
  periodic = false,
): Torus {
  const listed = isList(shape) && shape.length >= 1 && shape.length <= 3;
  check(listed, caller, 'shape must be one to three numbers, rows before columns', shape, '', 'list');
  // Copies have no holes, which loops would leave out.
  const sizes = [...shape];
  sizes.forEach((length, axis) => {
    checkSize(caller, `shape[${axis}]`, length, periodic);
  });
  checkPoints(caller, sizes);
  const each = 'spacing must be a number or one for each axis';
  check(!isList(spacing) || spacing.length === sizes.length, caller, each, spacing, '', 'list');
  const steps = isList(spacing) ? [...spacing] : sizes.map(() => spacing);
  steps.forEach((step, axis) => {
    checkNumber(caller, `spacing[${axis}]`, step);
  });
  return { shape: sizes, spacing: steps };
}

/** Throws unless a grid can have `size` points along an axis, and a transform if it is periodic. */
export function checkSize(caller: string, name: string, size: number, periodic = true): void {
  checkInteger(caller, name, size, 1, 0x8000);
  check(
    !periodic || radices(size),
    caller,
    `${name} must be a product of powers of 2, 3 and 5`,
    size,
    `the next is ${nextSize(size)}`,
  );
}

/** Throws unless a grid has at most so many points. */
export function checkPoints(caller: string, sizes: readonly number[], most = MOST_POINTS): void {
  const points = countPoints(sizes);
  check(
    points <= most,
    caller,
    `points must be at most ${most}`,
    points,
    `[${sizes}] takes ${Math.ceil(points / 2 ** 27)} GiB for each array`,
  );
}
