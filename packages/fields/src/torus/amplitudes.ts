import { type Band, modeRange, rowOrigins } from './band';
import { toShape, wrap } from './torus';

/** Modes below 1e-5 of the greatest amplitude are cut. */
const CUT = 1e-10;

/** The amplitudes with which a field's modes are drawn. */
export interface Amplitudes {
  readonly band: Band;
  /**
   * For each mode of the band's box, in row-major order; 0 outside its runs. Their squares add up to the
   * variance.
   */
  readonly weights: Float64Array;
  /** The share of the variance in the modes that were cut, before the others were scaled up to replace it. */
  readonly lostVariance: number;
  /** The sum of the negative eigenvalues, which were cut, over that of the others; not negative. */
  readonly negativeMass: number;
}

/**
 * Keeps the modes that matter of all eigenvalues of a torus, and scales them to a total variance. Opposite
 * modes have the same eigenvalue; taking the mean makes it the same to the last bit, so that they are kept or
 * cut together.
 *
 * @param box - the band whose box to use, if not the least one.
 */
export function amplitudes(
  eigenvalues: Float64Array,
  gridShape: readonly number[],
  variance: number,
  box?: Band,
): Amplitudes {
  const shape = toShape(gridShape);
  const [depth, height, width] = shape;
  const limit = CUT * eigenvalues.reduce((most, value) => Math.max(most, value), 0);
  /** The mean of mode j of the row that begins at `row` and its opposite. */
  const at = (row: number, opposite: number, j: number) =>
    (eigenvalues[row + j]! + eigenvalues[opposite + (j === 0 ? 0 : width - j)]!) / 2;
  const rowAt = (z: number, y: number) => (wrap(z, depth) * height + wrap(y, height)) * width;
  let total = 0;
  let kept = 0;
  let negative = 0;
  let reachZ = 0;
  let reachY = 0;
  let reachX = 0;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const row = rowAt(z, y);
      const opposite = rowAt(-z, -y);
      let found = false;
      for (let x = 0; x < width; x++) {
        const value = at(row, opposite, x);
        if (value < 0) negative -= value;
        else total += value;
        if (!(value >= limit)) continue;
        kept += value;
        reachX = Math.max(reachX, Math.min(x, width - x));
        found = true;
      }
      if (!found) continue;
      reachZ = Math.max(reachZ, Math.min(z, depth - z));
      reachY = Math.max(reachY, Math.min(y, height - y));
    }
  }
  const {
    layers = modeRange(reachZ, depth),
    rows = modeRange(reachY, height),
    columns = modeRange(reachX, width),
  } = box ?? {};
  const boxRows = layers.count * rows.count;
  const band = {
    layers,
    rows,
    columns,
    starts: new Int32Array(boxRows).fill(columns.count),
    ends: new Int32Array(boxRows),
  };
  const weights = new Float64Array(boxRows * columns.count);
  rowOrigins(band, shape).forEach((row, r) => {
    const opposite = rowAt(-Math.floor(row / width / height), -(row / width) % height);
    for (let c = 0; c < columns.count; c++) {
      const value = at(row, opposite, wrap(columns.first + c, width));
      if (!(value >= limit)) continue;
      weights[r * columns.count + c] = Math.sqrt((value / kept) * variance);
      band.starts[r] = Math.min(band.starts[r]!, c);
      band.ends[r] = c + 1;
    }
  });
  return {
    band,
    weights,
    lostVariance: Math.max(0, 1 - kept / total),
    negativeMass: negative / total,
  };
}
