import { softRank } from '@backdropjs/losses';

/** The values that another one passes. */
export const passed = [-2, -1.2, -0.4, -0.2, 0.9, 1, 2.2];

/** The rank of a value among those it passes, and how fast it rises there. */
export function rankAt(value: number, regularizationStrength: number): { rank: number; slope: number } {
  const { values, vjp } = softRank([value, ...passed], { regularizationStrength });
  const [slope] = vjp([1, ...passed.map(() => 0)]);
  return { rank: values[0]!, slope: slope! };
}
