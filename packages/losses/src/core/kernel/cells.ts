import { degree, type Kernel, kernels, kernelTables, width } from './tables';

/** For every target i, sum_j a_j f(beta (s_j - t_i)) over the sources is added to `out[i]`. */
export interface KernelSum {
  readonly kernel: Kernel;
  readonly out: Float64Array;
}

export interface Problem {
  /** Slope, not 0. A negative one turns the comparison around. */
  readonly beta: number;
  /** Scores of the sources, ascending. */
  readonly sources: Float64Array;
  readonly weights: Float64Array;
  /** Scores of the targets, ascending. */
  readonly targets: Float64Array;
  readonly sums: readonly KernelSum[];
}

/** Neighboring sources j0 .. j1 - 1 and targets i0 .. i1 - 1. Distances x are |beta| times those of scores. */
export interface Cell {
  readonly j0: number;
  readonly j1: number;
  readonly i0: number;
  readonly i1: number;
  /** The lowest score, at x = 0. */
  readonly left: number;
  /** x of the right edge: `width` in a dense cell, that of the highest score otherwise. */
  readonly span: number;
  /** Whether the cell is worth its Chebyshev series: u = 2 x / width - 1 is in [-1, 1]. */
  readonly isDense: boolean;
}

/** Cells of fewer sources and targets than this are summed one by one. */
const dense = 16;

/** Cuts the scores into cells of span at most `width`: first source and first target of each, then the ends of both. */
export function cutCells({ beta, sources, targets }: Problem): number[] {
  const slope = Math.abs(beta);
  const cuts: number[] = [];
  let j = 0;
  let i = 0;
  while (j < sources.length || i < targets.length) {
    cuts.push(j, i);
    const left = Math.min(sources[j] ?? Infinity, targets[i] ?? Infinity);
    while (j < sources.length && slope * (sources[j]! - left) <= width) j++;
    while (i < targets.length && slope * (targets[i]! - left) <= width) i++;
  }
  cuts.push(j, i);
  return cuts;
}

export function cellAt({ beta, sources, targets }: Problem, cuts: readonly number[], at: number): Cell {
  const j0 = cuts[at]!;
  const i0 = cuts[at + 1]!;
  const j1 = cuts[at + 2]!;
  const i1 = cuts[at + 3]!;
  const isDense = isDenseAt(cuts, at);
  const left = Math.min(sources[j0] ?? Infinity, targets[i0] ?? Infinity);
  const right = Math.max(j1 > j0 ? sources[j1 - 1]! : left, i1 > i0 ? targets[i1 - 1]! : left);
  return { j0, j1, i0, i1, left, span: isDense ? width : Math.abs(beta) * (right - left), isDense };
}

export function isDenseAt(cuts: readonly number[], at: number): boolean {
  return cuts[at + 2]! - cuts[at]! + (cuts[at + 3]! - cuts[at + 1]!) >= dense;
}

/** moments[a] += sum_j a_j T_a(u_j) over the cell's sources. */
export function addMoments(moments: Float64Array, { beta, sources, weights }: Problem, cell: Cell): void {
  const scale = (2 * Math.abs(beta)) / width;
  for (let j = cell.j0; j < cell.j1; j++) {
    const u = scale * (sources[j]! - cell.left) - 1;
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

/** Adds the kernel's sum over the cell's own sources to a series; `reversed` takes the kernel of -x. */
export function addNear(
  series: Float64Array,
  kernel: Kernel,
  moments: Float64Array,
  reversed: boolean,
): void {
  const near = kernelTables().near[kernel]!;
  for (let b = 0; b < degree; b++) {
    // T_a(-u) = (-1)^a T_a(u), for sources and for targets.
    let even = 0;
    let odd = 0;
    for (let a = b & 1; a < degree; a += 2) even += near[b * degree + a]! * moments[a]!;
    for (let a = 1 - (b & 1); a < degree; a += 2) odd += near[b * degree + a]! * moments[a]!;
    series[b]! += reversed ? even - odd : even + odd;
  }
}

/** Evaluates a series at the cell's targets by Clenshaw's recurrence. */
export function addSeries(
  out: Float64Array,
  series: Float64Array,
  { beta, targets }: Problem,
  cell: Cell,
): void {
  const scale = (2 * Math.abs(beta)) / width;
  for (let i = cell.i0; i < cell.i1; i++) {
    const u = scale * (targets[i]! - cell.left) - 1;
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

/** Adds the cell's own sources to its targets, pair by pair. */
export function addPairs({ kernel, out }: KernelSum, problem: Problem, cell: Cell): void {
  const { beta, sources, weights, targets } = problem;
  const f = kernels[kernel];
  for (let i = cell.i0; i < cell.i1; i++) {
    let sum = 0;
    for (let j = cell.j0; j < cell.j1; j++) sum += weights[j]! * f(beta * (sources[j]! - targets[i]!));
    out[i]! += sum;
  }
}
