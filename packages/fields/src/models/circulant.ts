import { evenTransform } from '../synthesis/real-transform';
import { signedMode, type Torus, toShape, wrap } from '../torus/torus';

/**
 * The eigenvalues of the matrix of covariances between the points of a torus, each at its shortest distance:
 * the discrete Fourier transform of its first row. Some may be negative.
 *
 * @see C. R. Dietrich and G. N. Newsam, "Fast and exact simulation of stationary Gaussian processes through
 * circulant embedding of the covariance matrix", SIAM Journal on Scientific Computing, 1997.
 */
export function circulantEigenvalues(
  covariance: (...lag: number[]) => number,
  { shape, spacing }: Torus,
): Float64Array {
  const sizes = toShape(shape);
  const [depth, height, width] = sizes;
  const steps = toShape(spacing);
  const lag = (k: number, axis: 0 | 1 | 2) => signedMode(k, sizes[axis]) * steps[axis];
  const first = new Float64Array(depth * height * width);
  let i = 0;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const mirrored = (wrap(-z, depth) * height + wrap(-y, height)) * width + wrap(-x, width);
        // Half of a torus away there are two shortest distances: each is taken at one of two opposite
        // points, and the transform takes the mean.
        const half = 2 * z === depth || 2 * y === height || 2 * x === width;
        first[i] = mirrored < i && !half ? first[mirrored]! : covariance(lag(z, 0), lag(y, 1), lag(x, 2));
      }
    }
  }
  return evenTransform(first, shape);
}
