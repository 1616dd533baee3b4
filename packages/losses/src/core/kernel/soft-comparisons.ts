import { addMoments, addNear, addPairs, addSeries, cellAt, cutCells, isDenseAt, type Problem } from './cells';
import { addFar, addFarSeries, emptyFarField, pass, recede } from './far-field';
import { degree } from './tables';

/** What is kept of the dense cells between the sweeps, `degree` numbers a cell. */
interface Kept {
  /** sum_j a_j T_a(u_j) over the cell's sources, u in [-1, 1] across the cell. */
  readonly moments: Float64Array;
  /** For each sum, the Chebyshev series of its value across the cell. */
  readonly series: readonly Float64Array[];
}

/**
 * Sums of soft comparisons of all sources with all targets, in linear time for sorted scores.
 *
 * The scores are cut into cells of scaled width at most 1. Inside a cell the kernels are smooth (at 0 too), so the sums
 * over its sources are a short Chebyshev series of their moments. Every source outside is on one side of the cell, where
 * each kernel is a sum of decaying exponentials, plus 1 or x above: those sums are carried from cell to cell, upwards
 * for the sources below and then downwards for the sources above, always relative to the edge of the cell at hand.
 */
export function softComparisons(problem: Problem): void {
  const cuts = cutCells(problem);
  let size = 0;
  for (let at = 0; at + 2 < cuts.length; at += 2) if (isDenseAt(cuts, at)) size += degree;
  const kept = { moments: new Float64Array(size), series: problem.sums.map(() => new Float64Array(size)) };
  sweep(problem, cuts, kept, true);
  sweep(problem, cuts, kept, false);
}

/** Collects for each cell's targets what the sources of the cells before contribute, and going up those of the cell. */
function sweep(problem: Problem, cuts: readonly number[], { moments, series }: Kept, up: boolean): void {
  const { beta, sums } = problem;
  const slope = Math.abs(beta);
  const far = emptyFarField(up, beta);
  const last = cuts.length - 4;
  let previous = { left: 0, span: 0 };
  let at = up ? 0 : moments.length - degree;
  for (let c = 0; c <= last; c += 2) {
    const cell = cellAt(problem, cuts, up ? c : last - c);
    if (!far.isEmpty) {
      const [lower, upper] = up ? [previous, cell] : [cell, previous];
      recede(far, slope * (upper.left - lower.left) - lower.span);
    }
    const cellMoments = moments.subarray(at, at + degree);
    if (cell.isDense && up) addMoments(cellMoments, problem, cell);
    for (let k = 0; k < sums.length && cell.i1 > cell.i0; k++) {
      const sum = sums[k]!;
      if (cell.isDense) {
        const cellSeries = series[k]!.subarray(at, at + degree);
        if (!far.isEmpty) addFarSeries(cellSeries, sum.kernel, far);
        if (up) addNear(cellSeries, sum.kernel, cellMoments, beta < 0);
        else addSeries(sum.out, cellSeries, problem, cell);
      } else {
        if (!far.isEmpty) addFar(sum, problem, cell, far);
        if (up) addPairs(sum, problem, cell);
      }
    }
    recede(far, cell.span);
    pass(far, problem, cell, cellMoments);
    if (cell.isDense) at += up ? degree : -degree;
    previous = cell;
  }
}
