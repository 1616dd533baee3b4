import { evenTransform } from '../synthesis/real-transform';
import { signedMode, type Torus, toShape, wrap } from '../torus/torus';
import { smoothWindow } from './window';

/**
 * The eigenvalues of the matrix of covariances between the points of a torus, each at its shortest distance:
 * the discrete Fourier transform of its first row. Some may be negative.
 *
 * @param within - the lengths of the axes of a grid beyond which the covariance is truncated smoothly; by default nowhere.
 * @param even - whether the covariance is the same for both directions of each axis by itself, and not only for opposite lags.
 * @see C. R. Dietrich and G. N. Newsam, "Fast and exact simulation of stationary Gaussian processes through
 * circulant embedding of the covariance matrix", SIAM Journal on Scientific Computing, 1997.
 */
export function circulantEigenvalues(
  covariance: (dz: number, dy: number, dx: number) => number,
  { shape, spacing }: Torus,
  within: readonly number[] = shape,
  even = false,
): Float64Array {
  const [depth, height, width] = toShape(shape);
  const steps = toShape(spacing);
  const lengths = toShape(within);
  /** For each position along an axis its shortest distance from 0, and the factor of the truncation. */
  const axes: Axis[] = toShape(shape).map((length, axis) => {
    const window = smoothWindow(lengths[axis]!, length);
    const lags = Array.from({ length }, (_, k) => signedMode(k, length));
    return {
      lags: lags.map((lag) => lag * steps[axis]!),
      factors: lags.map((lag) => window[Math.abs(lag)]!),
    };
  });
  const [{ lags: zs, factors: fz }, { lags: ys, factors: fy }, { lags: xs, factors: fx }] = axes as [
    Axis,
    Axis,
    Axis,
  ];
  const first = new Float64Array(depth * height * width);
  let i = 0;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const opposite = (wrap(-z, depth) * height + wrap(-y, height)) * width;
      // A row that is the same as an earlier one.
      const twin = Math.min(z, depth - z) * height + Math.min(y, height - y);
      if (even && twin < z * height + y) {
        first.copyWithin(i, twin * width, (twin + 1) * width);
        i += width;
        continue;
      }
      for (let x = 0; x < width; x++, i++) {
        const mirrored = even ? i - x + wrap(-x, width) : opposite + wrap(-x, width);
        // Half of a torus away there are two shortest distances: each is taken at one of two opposite
        // points, and the transform takes the mean.
        const half = !even && (2 * z === depth || 2 * y === height || 2 * x === width);
        first[i] =
          mirrored < i && !half
            ? first[mirrored]!
            : covariance(zs[z]!, ys[y]!, xs[x]!) * (fz[z]! * fy[y]! * fx[x]!);
      }
    }
  }
  return evenTransform(first, shape);
}

interface Axis {
  readonly lags: readonly number[];
  readonly factors: readonly number[];
}
