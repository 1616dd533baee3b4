import { type Band, modeRange, rowOrigins } from './band';
import { lagIndex, type Shape, toShape, wrap } from './torus';

/** Modes below 1e-5 of the greatest amplitude are cut, unless they have more than a billionth of the variance together. */
const [CUT, MOST_LOST] = [1e-10, 1e-9];

type Box = Pick<Band, 'layers' | 'rows' | 'columns'>;

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
 * Keeps the modes that matter of all eigenvalues of a torus, and scales them to a total variance.
 *
 * @param mostLost - the share of the variance that may be cut, if less than a billionth.
 * @param box - the band whose box to use, if not the least one.
 */
export function amplitudes(
  eigenvalues: Float64Array,
  gridShape: readonly number[],
  variance: number,
  mostLost = MOST_LOST,
  box?: Box,
): Amplitudes {
  const shape = toShape(gridShape);
  const values = symmetrize(eigenvalues, shape);
  let [most, total, negative] = [0, 0, 0];
  for (const value of values) {
    if (value < 0) negative -= value;
    else total += value;
    if (value > most) most = value;
  }
  const keep = (limit: number) => {
    let sum = 0;
    for (const value of values) if (value >= limit) sum += value;
    return sum;
  };
  let limit = CUT * most;
  if (total - keep(limit) > Math.min(mostLost, MOST_LOST) * total) limit = Number.MIN_VALUE;
  const kept = keep(limit);
  const drawn = place(values, shape, limit, box ?? boxOf(values, shape, limit));
  return {
    band: drawn.band,
    weights: drawn.weights.map((value) => Math.sqrt((value / kept) * variance)),
    lostVariance: Math.max(0, 1 - kept / total),
    negativeMass: negative / total,
  };
}

/**
 * The means of opposite modes. Both have the same eigenvalue; this makes it the same to the last bit, so that they are kept or
 * cut together.
 */
function symmetrize(eigenvalues: Float64Array, shape: Shape): Float64Array {
  const [depth, height, width] = shape;
  const values = new Float64Array(eigenvalues.length);
  let i = 0;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const opposite = lagIndex([-z, -y, 0], shape);
      for (let x = 0; x < width; x++, i++) {
        values[i] = (eigenvalues[i]! + eigenvalues[opposite + (x && width - x)]!) / 2;
      }
    }
  }
  return values;
}

/** The least box around mode 0 with all modes of at least a limit. */
function boxOf(values: Float64Array, shape: Shape, limit: number): Box {
  const reach = [0, 0, 0];
  const far = (axis: 0 | 1 | 2, k: number) => {
    reach[axis] = Math.max(reach[axis]!, Math.min(k, shape[axis] - k));
  };
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! >= limit)) continue;
    const row = Math.floor(i / shape[2]);
    far(0, Math.floor(row / shape[1]));
    far(1, row % shape[1]);
    far(2, i % shape[2]);
  }
  const [layers, rows, columns] = reach.map((modes, axis) => modeRange(modes, shape[axis]!));
  return { layers: layers!, rows: rows!, columns: columns! };
}

/** Copies the modes of at least a limit to a box. */
function place(
  values: Float64Array,
  shape: Shape,
  limit: number,
  { layers, rows, columns }: Box,
): { band: Band; weights: Float64Array } {
  const { first, count } = columns;
  const boxRows = layers.count * rows.count;
  const starts = new Int32Array(boxRows).fill(count);
  const ends = new Int32Array(boxRows);
  const weights = new Float64Array(boxRows * count);
  const band = { layers, rows, columns, starts, ends };
  rowOrigins(band, shape).forEach((row, r) => {
    for (let c = 0; c < count; c++) {
      const value = values[row + wrap(first + c, shape[2])]!;
      if (!(value >= limit)) continue;
      weights[r * count + c] = value;
      starts[r] = Math.min(starts[r]!, c);
      ends[r] = c + 1;
    }
  });
  return { band, weights };
}
