import { terms } from './exponential-sum';
import { degree, type Kernel, kernels, kernelTables, width } from './kernel-tables';

/** Cells of fewer sources and targets than this are summed one by one. */
const dense = 16;

/** For every target i, sum_j a_j f(beta (s_j - t_i)) over the sources is added to `out[i]`. */
export interface KernelSum {
  readonly kernel: Kernel;
  readonly out: Float64Array;
}

interface Problem {
  /** Slope, not 0. A negative one turns the comparison around. */
  readonly beta: number;
  /** Scores of the sources, ascending. */
  readonly sources: Float64Array;
  readonly weights: Float64Array;
  /** Scores of the targets, ascending. */
  readonly targets: Float64Array;
  readonly sums: readonly KernelSum[];
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
  const cells = cutCells(problem);
  let size = 0;
  for (let c = 0; c + 2 < cells.length; c += 2) {
    if (cells[c + 2]! - cells[c]! + (cells[c + 3]! - cells[c + 1]!) >= dense) size += degree;
  }
  const denseCells = {
    moments: new Float64Array(size),
    series: problem.sums.map(() => new Float64Array(size)),
  };
  sweep(problem, cells, denseCells, true);
  sweep(problem, cells, denseCells, false);
}

/** First source and first target of each cell, then the ends of both lists. */
function cutCells({ beta, sources, targets }: Problem): number[] {
  const slope = Math.abs(beta);
  const cells: number[] = [];
  let j = 0;
  let i = 0;
  while (j < sources.length || i < targets.length) {
    cells.push(j, i);
    const left = Math.min(sources[j] ?? Infinity, targets[i] ?? Infinity);
    while (j < sources.length && slope * (sources[j]! - left) <= width) j++;
    while (i < targets.length && slope * (targets[i]! - left) <= width) i++;
  }
  cells.push(j, i);
  return cells;
}

/** The sources passed so far, seen from an edge: at scaled distances x_j >= 0, of weights a_j. */
interface Passed {
  any: boolean;
  /** sum_j a_j e^{-k x_j}, at k - 1. */
  readonly decayed: Float64Array;
  /** sum_j a_j, and sum_j a_j x_j. */
  mass: number;
  moment: number;
}

/** What is kept of the dense cells between the sweeps, `degree` numbers a cell. */
interface DenseCells {
  /** sum_j a_j T_a(u_j) over the cell's sources, u in [-1, 1] across the cell. */
  readonly moments: Float64Array;
  /** For each sum, the Chebyshev series of its value across the cell. */
  readonly series: readonly Float64Array[];
}

/** Collects for each cell's targets what the sources of the cells before contribute, and going up those of the cell. */
function sweep(
  problem: Problem,
  cells: readonly number[],
  { moments, series }: DenseCells,
  up: boolean,
): void {
  const { beta, sources, targets, sums } = problem;
  const slope = Math.abs(beta);
  // Whether the kernels tend to 1 or x, not to 0, far from the sources passed.
  const saturates = up === beta < 0;
  const passed: Passed = { any: false, decayed: new Float64Array(terms), mass: 0, moment: 0 };
  let previousLeft = 0;
  let previousSpan = 0;
  let at = up ? 0 : moments.length - degree;
  const last = cells.length - 4;
  for (let c = 0; c <= last; c += 2) {
    const cell = up ? c : last - c;
    const j0 = cells[cell]!;
    const i0 = cells[cell + 1]!;
    const j1 = cells[cell + 2]!;
    const i1 = cells[cell + 3]!;
    const left = Math.min(sources[j0] ?? Infinity, targets[i0] ?? Infinity);
    const isDense = j1 - j0 + (i1 - i0) >= dense;
    const right = Math.max(j1 > j0 ? sources[j1 - 1]! : left, i1 > i0 ? targets[i1 - 1]! : left);
    const span = isDense ? width : slope * (right - left);
    if (passed.any) {
      recede(
        passed,
        up ? slope * (left - previousLeft) - previousSpan : slope * (previousLeft - left) - span,
      );
    }
    if (isDense) {
      const cellMoments = moments.subarray(at, at + degree);
      if (up) addMoments(cellMoments, problem, j0, j1, left);
      for (let k = 0; k < sums.length && i1 > i0; k++) {
        const { kernel, out } = sums[k]!;
        const cellSeries = series[k]!.subarray(at, at + degree);
        addFarSeries(cellSeries, passed, kernel, up, saturates);
        if (up) addNearSeries(cellSeries, kernel, cellMoments, beta < 0);
        else addSeries(out, cellSeries, problem, i0, i1, left);
      }
      recede(passed, span);
      passMoments(passed, cellMoments, up);
      at += up ? degree : -degree;
    } else {
      for (const sum of sums) {
        addFar(sum, passed, problem, i0, i1, left, span, up, saturates);
        if (up) addPairs(sum, problem, i0, i1, j0, j1);
      }
      recede(passed, span);
      passDirectly(passed, problem, j0, j1, left, span, up);
    }
    passed.any ||= j1 > j0;
    previousLeft = left;
    previousSpan = span;
  }
}

/** Moves the edge away from the sources passed. */
function recede(passed: Passed, distance: number): void {
  // An infinite distance must not turn a mass of 0 into NaN.
  if (passed.mass !== 0) passed.moment += passed.mass * distance;
  const { decayed } = passed;
  const factor = Math.exp(-distance);
  if (factor === 0) decayed.fill(0);
  if (factor === 0 || factor === 1) return;
  let power = factor;
  for (let k = 0; k < terms; k++) {
    const value = decayed[k]! * power;
    // Denormal numbers would slow everything down.
    decayed[k] = Math.abs(value) < 1e-290 ? 0 : value;
    power *= factor;
  }
}

function addMoments(
  moments: Float64Array,
  { beta, sources, weights }: Problem,
  j0: number,
  j1: number,
  left: number,
): void {
  const scale = (2 * Math.abs(beta)) / width;
  for (let j = j0; j < j1; j++) {
    const u = scale * (sources[j]! - left) - 1;
    let t = weights[j]!;
    let next = t * u;
    for (let a = 0; a < degree; a++) {
      moments[a]! += t;
      const after = 2 * u * next - t;
      t = next;
      next = after;
    }
  }
}

/** Adds the kernel's sum over the sources passed as a Chebyshev series across a dense cell. */
function addFarSeries(
  series: Float64Array,
  passed: Passed,
  kernel: Kernel,
  up: boolean,
  saturates: boolean,
): void {
  if (!passed.any) return;
  const { push, decay } = kernelTables();
  // The kernels are sums of exponentials where they decay; elsewhere softplus(x) - x, 1 - sigmoid(x) and the slope are.
  const sign = saturates && kernel === 1 ? -1 : 1;
  // `push` is for an edge at u = 1, that of a descending sweep; T_b(-u) = (-1)^b T_b(u) turns it around.
  const odd = up ? -1 : 1;
  for (let k = 0; k < terms; k++) {
    const factor = sign * decay[kernel]![k]! * passed.decayed[k]!;
    if (factor === 0) continue;
    for (let b = 0; b < degree; b += 2) {
      series[b]! += factor * push[k * degree + b]!;
      series[b + 1]! += odd * factor * push[k * degree + b + 1]!;
    }
  }
  if (!saturates) return;
  if (kernel === 1) series[0]! += passed.mass;
  if (kernel === 0) {
    series[0]! += passed.moment + (passed.mass * width) / 2;
    series[1]! -= (odd * passed.mass * width) / 2;
  }
}

/** Adds the kernel's sum over the cell's own sources as a Chebyshev series; `reversed` takes the kernel of -x. */
function addNearSeries(series: Float64Array, kernel: Kernel, moments: Float64Array, reversed: boolean): void {
  const near = kernelTables().near[kernel]!;
  for (let b = 0; b < degree; b++) {
    let even = 0;
    let odd = 0;
    for (let a = b & 1; a < degree; a += 2) even += near[b * degree + a]! * moments[a]!;
    for (let a = 1 - (b & 1); a < degree; a += 2) odd += near[b * degree + a]! * moments[a]!;
    series[b]! += reversed ? even - odd : even + odd;
  }
}

/** Evaluates a series at the cell's targets by Clenshaw's recurrence. */
function addSeries(
  out: Float64Array,
  series: Float64Array,
  { beta, targets }: Problem,
  i0: number,
  i1: number,
  left: number,
): void {
  const scale = (2 * Math.abs(beta)) / width;
  for (let i = i0; i < i1; i++) {
    const u = scale * (targets[i]! - left) - 1;
    let b1 = 0;
    let b2 = 0;
    for (let k = degree - 1; k > 0; k--) {
      const b = 2 * u * b1 - b2 + series[k]!;
      b2 = b1;
      b1 = b;
    }
    out[i]! += u * b1 - b2 + series[0]!;
  }
}

/** Adds a dense cell's sources to those passed, seen from the edge just reached. */
function passMoments(passed: Passed, moments: Float64Array, up: boolean): void {
  const { push } = kernelTables();
  const flip = up ? 1 : -1;
  for (let k = 0; k < terms; k++) {
    let sum = 0;
    for (let a = 0; a < degree; a += 2) {
      sum += push[k * degree + a]! * moments[a]! + flip * push[k * degree + a + 1]! * moments[a + 1]!;
    }
    passed.decayed[k]! += sum;
  }
  passed.mass += moments[0]!;
  passed.moment += (width / 2) * (moments[0]! - flip * moments[1]!);
}

function passDirectly(
  passed: Passed,
  { beta, sources, weights }: Problem,
  j0: number,
  j1: number,
  left: number,
  span: number,
  up: boolean,
): void {
  const { decayed } = passed;
  for (let j = j0; j < j1; j++) {
    const x = Math.abs(beta) * (sources[j]! - left);
    const distance = up ? span - x : x;
    const factor = Math.exp(-distance);
    let value = weights[j]!;
    passed.mass += value;
    passed.moment += value * distance;
    for (let k = 0; k < terms; k++) {
      value *= factor;
      decayed[k]! += value;
    }
  }
}

function addFar(
  { kernel, out }: KernelSum,
  passed: Passed,
  { beta, targets }: Problem,
  i0: number,
  i1: number,
  left: number,
  span: number,
  up: boolean,
  saturates: boolean,
): void {
  if (!passed.any) return;
  const decay = kernelTables().decay[kernel]!;
  const { decayed, mass, moment } = passed;
  for (let i = i0; i < i1; i++) {
    const x = Math.abs(beta) * (targets[i]! - left);
    const distance = up ? x : span - x;
    const factor = Math.exp(-distance);
    let sum = 0;
    for (let k = terms - 1; k >= 0; k--) sum = (sum + decay[k]! * decayed[k]!) * factor;
    if (!saturates || kernel === 2) out[i]! += sum;
    else out[i]! += kernel === 1 ? mass - sum : moment + mass * distance + sum;
  }
}

function addPairs(
  { kernel, out }: KernelSum,
  { beta, sources, weights, targets }: Problem,
  i0: number,
  i1: number,
  j0: number,
  j1: number,
): void {
  const f = kernels[kernel];
  for (let i = i0; i < i1; i++) {
    let sum = 0;
    for (let j = j0; j < j1; j++) sum += weights[j]! * f(beta * (sources[j]! - targets[i]!));
    out[i]! += sum;
  }
}
