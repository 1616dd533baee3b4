import { type Band, modeRange } from './band';
import { signedMode, wrap } from './torus';

/** Modes below 1e-5 of the greatest amplitude are cut. */
const CUT = 1e-10;

/** The amplitudes with which a field's modes are drawn. */
export interface Amplitudes {
  readonly band: Band;
  /**
   * For each mode of the band's rectangle, in row-major order; 0 outside its runs. Their squares add up to
   * the variance.
   */
  readonly weights: Float64Array;
  /** The share of the variance in the modes that were cut, before the others were scaled up to replace it. */
  readonly lostVariance: number;
}

/**
 * Keeps the modes that matter of all eigenvalues of a torus, and scales them to a total variance. Opposite
 * modes have the same eigenvalue; taking the mean makes it the same to the last bit, so that they are kept or
 * cut together.
 */
export function amplitudes(
  eigenvalues: Float64Array,
  [rows, columns]: readonly [number, number],
  variance: number,
): Amplitudes {
  const at = (i: number, j: number) =>
    (eigenvalues[i * columns + j]! + eigenvalues[wrap(-i, rows) * columns + wrap(-j, columns)]!) / 2;
  const limit = CUT * eigenvalues.reduce((most, value) => Math.max(most, value), 0);
  let total = 0;
  let kept = 0;
  let reachY = 0;
  let reachX = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const value = at(i, j);
      total += value;
      if (value >= limit) {
        kept += value;
        reachY = Math.max(reachY, Math.abs(signedMode(i, rows)));
        reachX = Math.max(reachX, Math.abs(signedMode(j, columns)));
      }
    }
  }
  const rowRange = modeRange(reachY, rows);
  const columnRange = modeRange(reachX, columns);
  const starts = new Int32Array(rowRange.count).fill(columnRange.count);
  const ends = new Int32Array(rowRange.count);
  const weights = new Float64Array(rowRange.count * columnRange.count);
  for (let r = 0; r < rowRange.count; r++) {
    const i = wrap(rowRange.first + r, rows);
    for (let c = 0; c < columnRange.count; c++) {
      const value = at(i, wrap(columnRange.first + c, columns));
      if (value < limit) continue;
      weights[r * columnRange.count + c] = Math.sqrt((value / kept) * variance);
      starts[r] = Math.min(starts[r]!, c);
      ends[r] = c + 1;
    }
  }
  return {
    band: { rows: rowRange, columns: columnRange, starts, ends },
    weights,
    lostVariance: Math.max(0, 1 - kept / total),
  };
}
