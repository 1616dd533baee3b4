import { sigmoid, sigmoidSlope, softplus } from '../sigmoid';
import { sigmoidCoefficients } from './exponential-sum';

/** The functions whose sums are computed, each the derivative of the one before it. */
export const kernels = [softplus, sigmoid, sigmoidSlope] as const;
/** Index of a function in {@link kernels}. */
export type Kernel = 0 | 1 | 2;

/** Scaled width of a cell, and the number of Chebyshev polynomials that represent the kernels inside one. */
export const width = 1;
export const degree = 14;

export interface Tables {
  /** At `(k - 1) * degree + a` the coefficient of T_a(u) in e^{-k (1 - u) width / 2}. */
  readonly push: Float64Array;
  /** For each kernel f, at `b * degree + a` the coefficient of T_b(u) T_a(v) in f((v - u) width / 2). */
  readonly near: readonly Float64Array[];
  /** For each kernel, the coefficient of e^{-k |x|} in its decaying part, at k - 1. */
  readonly decay: readonly Float64Array[];
}

let tables: Tables | undefined;

/** The constants of the fast sums, computed at the first call. */
export function kernelTables(): Tables {
  tables ??= buildTables();
  return tables;
}

function buildTables(): Tables {
  const nodes = Array.from({ length: degree }, (_, q) => Math.cos((Math.PI * (q + 0.5)) / degree));
  // Coefficients of the Chebyshev series that interpolates values at the nodes.
  const transform = (values: readonly number[]) =>
    nodes.map((_, b) => {
      const sum = values.reduce((s, value, q) => s + value * Math.cos((Math.PI * b * (q + 0.5)) / degree), 0);
      return (sum * (b === 0 ? 1 : 2)) / degree;
    });
  const c = sigmoidCoefficients();
  return {
    push: Float64Array.from(
      c.flatMap((_, k) => transform(nodes.map((u) => Math.exp((-(k + 1) * (1 - u) * width) / 2)))),
    ),
    near: kernels.map((f) => {
      const rows = nodes.map((u) => transform(nodes.map((v) => f(((v - u) * width) / 2))));
      const columns = nodes.map((_, a) => transform(rows.map((row) => row[a]!)));
      return Float64Array.from(nodes.flatMap((_, b) => columns.map((column) => column[b]!)));
    }),
    decay: kernels.map((_, kernel) => Float64Array.from(c, (value, k) => value * (k + 1) ** (kernel - 1))),
  };
}
