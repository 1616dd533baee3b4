import { type Band, modeRange, rowOrigins } from './band';
import { toShape, wrap } from './torus';

/** Modes below 1e-5 of the greatest amplitude are cut, unless they have more than a billionth of the variance together. */
const [CUT, MOST_LOST] = [1e-10, 1e-9];

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
  /** The mean of mode j of the row that begins at `row` and its opposite. */
  const at = (row: number, opposite: number, j: number) =>
    (eigenvalues[row + j]! + eigenvalues[opposite + (j === 0 ? 0 : width - j)]!) / 2;
  const rowAt = (z: number, y: number) => (wrap(z, depth) * height + wrap(y, height)) * width;
  /** What there is, what modes of at least a limit have of it, and how far from mode 0 they are. */
  const scan = (limit: number) => {
    const found = { limit, total: 0, kept: 0, negative: 0, reachZ: 0, reachY: 0, reachX: 0 };
    for (let z = 0; z < depth; z++) {
      for (let y = 0; y < height; y++) {
        const row = rowAt(z, y);
        const opposite = rowAt(-z, -y);
        for (let x = 0; x < width; x++) {
          const value = at(row, opposite, x);
          if (value < 0) found.negative -= value;
          else found.total += value;
          if (!(value >= limit)) continue;
          found.kept += value;
          found.reachX = Math.max(found.reachX, Math.min(x, width - x));
          found.reachY = Math.max(found.reachY, Math.min(y, height - y));
          found.reachZ = Math.max(found.reachZ, Math.min(z, depth - z));
        }
      }
    }
    return found;
  };
  const most = eigenvalues.reduce((most, value) => Math.max(most, value), 0);
  const few = scan(CUT * most);
  const { limit, total, kept, negative, reachZ, reachY, reachX } =
    few.total - few.kept > MOST_LOST * few.total ? scan(Number.MIN_VALUE) : few;
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
