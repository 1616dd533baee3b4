import { nextSize } from '../fft/factors';
import { fullBand, rowOrigins } from '../torus/band';
import { evenTransform } from '../torus/even-transform';
import { createPlainSynthesis } from '../torus/plain-synthesis';
import { type Shape, toShape, wrap } from '../torus/torus';

/** Real and imaginary parts of a transform, in row-major order of the modes. */
export interface Spectrum {
  readonly re: ArrayLike<number>;
  readonly im: ArrayLike<number>;
}

/** The torus on which lags up to these do not reach around, or the grid itself. */
export function paddedShape(shape: readonly number[], lags: readonly number[], periodic: boolean): Shape {
  return toShape(
    periodic ? shape : shape.map((length, axis) => nextSize(length + Math.min(lags[axis]!, length - 1))),
  );
}

/** The discrete Fourier transform of a real field, with zeros around it up to the shape of the torus. */
export function realTransform(
  value: (i: number) => number,
  fieldShape: readonly number[],
  torus: Shape,
): Spectrum {
  const [depth, height, width] = toShape(fieldShape);
  const band = fullBand(torus);
  const { spectrum, fields, run } = createPlainSynthesis({ torus, shape: torus, band, dtype: 'float64' });
  rowOrigins(band, torus).forEach((origin, r) => {
    const row = origin / torus[2];
    const [z, y] = [Math.floor(row / torus[1]), row % torus[1]];
    if (z >= depth || y >= height) return;
    for (let c = 0; c < torus[2]; c++) {
      const x = wrap(band.columns.first + c, torus[2]);
      if (x < width) spectrum.re[r * torus[2] + c] = value((z * height + y) * width + x);
    }
  });
  run();
  return { re: fields[0], im: fields[1] };
}

/** For each lag of a torus the mean of sum over x of a(x) b(x + lag) and of a(x + lag) b(x), from the transforms. */
export function correlate(a: Spectrum, b: Spectrum, torus: Shape): Float64Array {
  const points = a.re.length;
  const product = Float64Array.from({ length: points }, (_, i) => a.re[i]! * b.re[i]! + a.im[i]! * b.im[i]!);
  return evenTransform(product, torus).map((value) => value / points);
}
