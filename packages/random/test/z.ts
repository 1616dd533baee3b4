/** The mean of `count` values of f. */
export function mean(count: number, f: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += f(i);
  return sum / count;
}

/**
 * Pearson's chi-square of counts against equal expectations, standardized: under the hypothesis its mean is the
 * number of classes minus one and its variance twice that.
 */
export function chiSquareZ(counts: number[]): number {
  const expected = counts.reduce((a, b) => a + b) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const degrees = counts.length - 1;
  return (statistic - degrees) / Math.sqrt(2 * degrees);
}

/** How often each of 0, ..., classes - 1 occurs. */
export function histogram(classes: number, values: Iterable<number>): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const value of values) counts[value] = counts[value]! + 1;
  return counts;
}
