import { nextSize } from '../fft/factors';
import type { Planes } from '../fft/planes';
import { evenTransform } from '../synthesis/real-transform';
import { type Shape, toShape } from '../torus/torus';

/** The torus on which lags up to these do not reach around, or the grid itself. */
export function paddedShape(shape: readonly number[], lags: readonly number[], periodic: boolean): Shape {
  return toShape(
    periodic ? shape : shape.map((length, axis) => nextSize(length + Math.min(lags[axis]!, length - 1))),
  );
}

/** For each lag of a torus the mean of sum over x of a(x) b(x + lag) and of a(x + lag) b(x), from the transforms. */
export function correlate(a: Planes, b: Planes, torus: Shape): Float64Array {
  const points = a.re.length;
  const product = new Float64Array(points);
  for (let i = 0; i < points; i++) product[i] = a.re[i]! * b.re[i]! + a.im[i]! * b.im[i]!;
  return evenTransform(product, torus).map((value) => value / points);
}
