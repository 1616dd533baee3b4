import { nextSize, radices } from './fft/factors';

/** Throws unless `value` is a positive number whose fourth power is one too, with room to spare. */
export function checkPositive(caller: string, name: string, value: number): void {
  if (!(typeof value === 'number' && value >= 1e-50 && value <= 1e50)) {
    throw new RangeError(`${caller}: ${name} must be a positive number from 1e-50 to 1e50, got ${value}`);
  }
}

/** Throws unless `value` is an integer in [least, most]. */
export function checkInteger(caller: string, name: string, value: number, least: number, most: number): void {
  if (!(Number.isInteger(value) && value >= least && value <= most)) {
    throw new RangeError(`${caller}: ${name} must be an integer in [${least}, ${most}], got ${value}`);
  }
}

/** Throws unless `value` is one of `choices`. */
export function checkChoice(caller: string, name: string, value: unknown, choices: readonly string[]): void {
  if (!choices.some((choice) => choice === value)) {
    const named = choices.map((choice) => `'${choice}'`).join(', ');
    throw new RangeError(
      `${caller}: ${name} must be ${choices.length > 1 ? 'one of ' : ''}${named}, got ${value}`,
    );
  }
}

/** Throws unless a grid can have `length` points along an axis. */
export function checkLength(caller: string, name: string, length: number): void {
  checkInteger(caller, name, length, 1, 0x8000);
}

/** Throws unless a periodic grid can have `size` points along an axis. */
export function checkSize(caller: string, name: string, size: number): void {
  checkLength(caller, name, size);
  if (radices(size) === undefined) {
    throw new RangeError(
      `${caller}: ${name} must be a product of powers of 2, 3 and 5, got ${size}; the next such size is ${nextSize(size)}`,
    );
  }
}

/** Distances between neighbors along each axis, if the shape has one to three and the spacing fits. */
export function toSpacing(
  caller: string,
  shape: readonly number[],
  spacing: number | readonly number[],
): readonly number[] {
  if (!(shape?.length >= 1 && shape.length <= 3)) {
    throw new RangeError(`${caller}: shape must be one to three numbers, rows before columns, got ${shape}`);
  }
  const spacings = typeof spacing === 'number' ? shape.map(() => spacing) : spacing;
  if (spacings?.length !== shape.length) {
    throw new RangeError(`${caller}: spacing must be a number or one for each axis, got ${spacing}`);
  }
  spacings.forEach((step, axis) => {
    checkPositive(caller, `spacing[${axis}]`, step);
  });
  return [...spacings];
}
