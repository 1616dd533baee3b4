import type { Check } from '../check';
import type { Column } from '../core/lists';

const number: Check = ['finite', (value) => typeof value === 'boolean' || Number.isFinite(value)];

/** Labels of any kind: the metric says which it takes. */
export const anyLabels: readonly Column[] = [['labels', number, 'INVALID_LABEL']];

/** The sum of weights. */
export const totalOf = (weights: Float64Array): number => weights.reduce((sum, weight) => sum + weight, 0);

/** Every `width`-th number from `at` on. */
export function column(values: Float64Array, width: number, at: number): Float64Array {
  const out = new Float64Array(values.length / width);
  for (let i = 0; i < out.length; i++) out[i] = values[i * width + at]!;
  return out;
}

/** Each number `times` times. */
export function repeated(values: Float64Array, times: number): Float64Array {
  const out = new Float64Array(values.length * times);
  for (let k = 0; k < out.length; k++) out[k] = values[Math.floor(k / times)]!;
  return out;
}
