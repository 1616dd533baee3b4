import { createSynthesis } from '../synthesis/create-synthesis';
import { evenTransform } from '../synthesis/real-transform';
import { forEachRun, fullBand } from '../torus/band';
import { countPoints, type Shape, toShape, wrap } from '../torus/torus';

/**
 * Prepares sum over j of weights_j covariance(x - point_j) for all points x of a grid, as a product in Fourier space on the
 * torus that the grid is cut out of. Points are positions on the grid, in row-major order.
 */
export function prepareSpread(
  covariance: Float64Array,
  torusShape: readonly number[],
  gridShape: readonly number[],
  points: readonly number[],
): (weights: Float64Array) => Float64Array {
  const torus = toShape(torusShape);
  const grid = toShape(gridShape);
  const band = fullBand(torus);
  const eigenvalues = evenTransform(covariance, torusShape);
  const { spectrum, rowStride, fields, run } = createSynthesis({
    torus,
    shape: torus,
    band,
    dtype: 'float64',
  });
  const count = countPoints(torus);
  const [, height, width] = torus;
  const row = (z: number, y: number) =>
    (wrap(z - band.layers.first, torus[0]) * height + wrap(y - band.rows.first, height)) * rowStride;
  const places = points.map((point) => {
    const [z, y, x] = split(point, grid);
    return row(z, y) + wrap(x - band.columns.first, width);
  });
  return (weights) => {
    spectrum.re.fill(0);
    spectrum.im.fill(0);
    places.forEach((place, j) => {
      spectrum.re[place] = weights[j]!;
    });
    run();
    const [re, im] = fields;
    // The conjugate of the transform times the eigenvalues, whose transform is the real result.
    forEachRun(band, (r, _start, end, ky, kz) => {
      const from = (wrap(kz, torus[0]) * height + wrap(ky, height)) * width;
      for (let c = 0; c < end; c++) {
        const k = from + wrap(band.columns.first + c, width);
        spectrum.re[r * rowStride + c] = (eigenvalues[k]! / count) * re[k]!;
        spectrum.im[r * rowStride + c] = (-eigenvalues[k]! / count) * im[k]!;
      }
    });
    run();
    const result = new Float64Array(countPoints(grid));
    for (let i = 0; i < result.length; i += grid[2]) {
      const [z, y] = split(i, grid);
      const from = (z * height + y) * width;
      result.set(fields[0].subarray(from, from + grid[2]), i);
    }
    return result;
  };
}

/** Layer, row and column of position i of a grid in row-major order. */
export function split(i: number, [, height, width]: Shape): [z: number, y: number, x: number] {
  const row = Math.floor(i / width);
  return [Math.floor(row / height), row % height, i % width];
}
