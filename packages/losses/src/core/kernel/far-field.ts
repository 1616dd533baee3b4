import type { Cell, KernelSum, Problem } from './cells';
import { terms } from './exponential-sum';
import { degree, type Kernel, kernelTables, width } from './tables';

/** The sources passed so far on a way up or down, seen from an edge: at distances x_j >= 0 from it, of weights a_j. */
export interface FarField {
  readonly up: boolean;
  /** Whether the kernels tend to 1 or x, not to 0, far from these sources. */
  readonly saturates: boolean;
  isEmpty: boolean;
  /** sum_j a_j e^{-k x_j}, at k - 1. */
  readonly decayed: Float64Array;
  /** sum_j a_j, and sum_j a_j x_j. */
  mass: number;
  moment: number;
}

export function emptyFarField(up: boolean, beta: number): FarField {
  const decayed = new Float64Array(terms);
  return { up, saturates: up === beta < 0, isEmpty: true, decayed, mass: 0, moment: 0 };
}

/** Moves the edge away from the sources. */
export function recede(far: FarField, distance: number): void {
  // An infinite distance must not turn a mass of 0 into NaN.
  if (far.mass !== 0) far.moment += far.mass * distance;
  const { decayed } = far;
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

/** Adds the sources of a cell, whose far edge was reached; a dense cell's by their moments. */
export function pass(
  far: FarField,
  { beta, sources, weights }: Problem,
  cell: Cell,
  moments: Float64Array,
): void {
  const { decayed, up } = far;
  if (cell.j1 > cell.j0) far.isEmpty = false;
  if (cell.isDense) {
    const { push } = kernelTables();
    const odd = up ? 1 : -1;
    for (let k = 0; k < terms; k++) {
      let sum = 0;
      for (let a = 0; a < degree; a += 2) {
        sum += push[k * degree + a]! * moments[a]! + odd * push[k * degree + a + 1]! * moments[a + 1]!;
      }
      decayed[k]! += sum;
    }
    far.mass += moments[0]!;
    far.moment += (width / 2) * (moments[0]! - odd * moments[1]!);
    return;
  }
  for (let j = cell.j0; j < cell.j1; j++) {
    const x = Math.abs(beta) * (sources[j]! - cell.left);
    const distance = up ? cell.span - x : x;
    const factor = Math.exp(-distance);
    let value = weights[j]!;
    far.mass += value;
    far.moment += value * distance;
    for (let k = 0; k < terms; k++) {
      value *= factor;
      decayed[k]! += value;
    }
  }
}

/** Adds the kernel's sum over the far sources to the series of a dense cell, whose near edge was reached. */
export function addFarSeries(series: Float64Array, kernel: Kernel, far: FarField): void {
  const { push, decay } = kernelTables();
  // Where they do not decay, softplus(x) - x, 1 - sigmoid(x) and the slope are the sums of exponentials.
  const sign = far.saturates && kernel === 1 ? -1 : 1;
  // `push` is for an edge at u = 1, as on the way down; T_b(-u) = (-1)^b T_b(u) turns it around.
  const odd = far.up ? -1 : 1;
  for (let k = 0; k < terms; k++) {
    const factor = sign * decay[kernel]![k]! * far.decayed[k]!;
    if (factor === 0) continue;
    for (let b = 0; b < degree; b += 2) {
      series[b]! += factor * push[k * degree + b]!;
      series[b + 1]! += odd * factor * push[k * degree + b + 1]!;
    }
  }
  if (!far.saturates || kernel === 2) return;
  const half = (far.mass * width) / 2;
  series[0]! += kernel === 1 ? far.mass : far.moment + half;
  if (kernel === 0) series[1]! -= odd * half;
}

/** Adds the kernel's sum over the far sources to the targets of a sparse cell, whose near edge was reached. */
export function addFar(
  { kernel, out }: KernelSum,
  { beta, targets }: Problem,
  cell: Cell,
  far: FarField,
): void {
  const decay = kernelTables().decay[kernel]!;
  const { decayed, mass, moment } = far;
  for (let i = cell.i0; i < cell.i1; i++) {
    const x = Math.abs(beta) * (targets[i]! - cell.left);
    const distance = far.up ? x : cell.span - x;
    const factor = Math.exp(-distance);
    let sum = 0;
    for (let k = terms - 1; k >= 0; k--) sum = (sum + decay[k]! * decayed[k]!) * factor;
    if (!far.saturates || kernel === 2) out[i]! += sum;
    else out[i]! += kernel === 1 ? mass - sum : moment + mass * distance + sum;
  }
}
