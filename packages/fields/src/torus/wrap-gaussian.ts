import { exp } from '@backdropjs/random/math';
import { wrap } from './torus';

/** exp(-45) = 3e-20 of the peak: what lies beyond is lost in the rounding of the sum. */
const FARTHEST = 45;

/** The quadratic form yy y^2 + 2 yx y x + xx x^2, positive definite. */
export interface QuadraticForm {
  readonly yy: number;
  readonly yx: number;
  readonly xx: number;
}

/**
 * The sum of peak exp(-form(y, x)) over all integer points that coincide with each cell of a torus: entry [i, j] sums
 * the points (i + m rows, j + n columns) for all integers m and n.
 */
export function wrapGaussian(
  [rows, columns]: readonly [number, number],
  { yy, yx, xx }: QuadraticForm,
  peak: number,
): Float64Array {
  const sums = new Float64Array(rows * columns);
  const lastY = Math.floor(Math.sqrt((FARTHEST * xx) / (yy * xx - yx * yx)));
  for (let y = -lastY; y <= lastY; y++) {
    // The chord of the ellipse form = FARTHEST at this y.
    const middle = (-yx * y) / xx;
    const half = Math.sqrt(Math.max(0, FARTHEST / xx - (yy / xx) * y * y + middle * middle));
    const row = wrap(y, rows) * columns;
    const lastX = Math.floor(middle + half);
    let x = Math.ceil(middle - half);
    for (let column = wrap(x, columns); x <= lastX; x++) {
      sums[row + column]! += peak * exp(-(yy * y * y + 2 * yx * y * x + xx * x * x));
      column = column + 1 === columns ? 0 : column + 1;
    }
  }
  return sums;
}
