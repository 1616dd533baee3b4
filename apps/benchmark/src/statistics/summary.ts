import { refuse } from '../check';

export interface Summary {
  n: number;
  mean: number;
  /** Sample deviation over sqrt n; null for a single value. */
  standardError: number | null;
}

/** Mean and standard error of the mean of independent values; at least one. */
export function summarize(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) refuse('summarize', 'values must not be empty', values, 'leave out arms without runs');
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { n, mean, standardError: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, standardError: Math.sqrt(squares / (n - 1) / n) };
}
