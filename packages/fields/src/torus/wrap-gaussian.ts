import { exp } from '@backdropjs/random/math';
import { wrap } from './torus';

/** exp(-45) = 3e-20 of the peak: what lies beyond is lost in the rounding of the sum. */
const FARTHEST = 45;

/**
 * The quadratic form along u^2 + across v^2 of a vector (dy, dx), with u = cosine dx + sine dy and v = cosine
 * dy - sine dx. Its ellipses are kept in this shape, not multiplied out, so that nothing cancels when they
 * are thin.
 */
export interface Ellipse {
  readonly cosine: number;
  readonly sine: number;
  readonly along: number;
  readonly across: number;
}

/** The value of the form. */
export function evaluate({ cosine, sine, along, across }: Ellipse, dy: number, dx: number): number {
  const u = cosine * dx + sine * dy;
  const v = cosine * dy - sine * dx;
  return along * u * u + across * v * v;
}

/**
 * The sum of peak exp(-form(y stepY, x stepX)) over all integers y and x that coincide with each cell of a
 * torus: entry [i, j] sums the points (i + m rows, j + n columns) for all integers m and n.
 */
export function wrapGaussian(
  [rows, columns]: readonly [number, number],
  [stepY, stepX]: readonly [number, number],
  form: Ellipse,
  peak: number,
): Float64Array {
  const { cosine, sine, along, across } = form;
  const sums = new Float64Array(rows * columns);
  const square = along * cosine * cosine + across * sine * sine;
  const lastY = Math.floor(
    Math.sqrt(FARTHEST * ((sine * sine) / along + (cosine * cosine) / across)) / stepY,
  );
  for (let y = -lastY; y <= lastY; y++) {
    // The chord of the ellipse form = FARTHEST at this y, in steps.
    const dy = y * stepY;
    const middle = ((across - along) * cosine * sine * dy) / square;
    const half = Math.sqrt(Math.max(0, (FARTHEST - ((along * across) / square) * dy * dy) / square));
    const row = wrap(y, rows) * columns;
    const lastX = Math.floor((middle + half) / stepX);
    let x = Math.ceil((middle - half) / stepX);
    for (let column = wrap(x, columns); x <= lastX; x++) {
      sums[row + column]! += peak * exp(-evaluate(form, dy, x * stepX));
      column = column + 1 === columns ? 0 : column + 1;
    }
  }
  return sums;
}
