import { check, checkInteger, checkNumber, isList } from '../check';
import { nextSize, radices } from '../fft/factors';

/**
 * Checks a grid of one to three axes of at most 2^15 points, and if it is periodic, that transforms can have its sizes.
 * Returns the distance between neighbors along each axis.
 */
export function checkGrid(
  caller: string,
  shape: readonly number[],
  spacing: number | readonly number[],
  periodic = false,
): readonly number[] {
  check(
    isList(shape) && shape.length >= 1 && shape.length <= 3,
    caller,
    'shape must be one to three numbers, rows before columns',
    shape,
  );
  shape.forEach((length, axis) => {
    checkSize(caller, `shape[${axis}]`, length, periodic);
  });
  const steps = isList(spacing) ? spacing : Array.from(shape, () => spacing);
  check(steps.length === shape.length, caller, 'spacing must be a number or one for each axis', spacing);
  steps.forEach((step, axis) => {
    checkNumber(caller, `spacing[${axis}]`, step);
  });
  return [...steps];
}

/** Throws unless a grid can have `size` points along an axis, and a transform if it is periodic. */
export function checkSize(caller: string, name: string, size: number, periodic = true): void {
  checkInteger(caller, name, size, 1, 0x8000);
  check(
    !periodic || radices(size),
    caller,
    `${name} must be a product of powers of 2, 3 and 5, the next being ${nextSize(size)}`,
    size,
  );
}
