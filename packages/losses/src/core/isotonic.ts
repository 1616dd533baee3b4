/**
 * Non-increasing isotonic regression of y_0 ... y_n-1 by pooling adjacent violators, O(n): returns where each block of the
 * solution starts, and the end. On a block the solution is the mean of y. Takes y by its differences alone: a block's sum
 * is that of y less its first value, which is as exact as these, however large y itself is.
 *
 * @param difference - y_i - y_j
 */
export function isotonicBlocks(n: number, difference: (i: number, j: number) => number): number[] {
  const starts: number[] = [];
  const sums: number[] = [];
  for (let i = 0; i < n; i++) {
    let start = i;
    let sum = 0;
    // A block may not lie above the one before it.
    while (
      starts.length > 0 &&
      sums.at(-1)! / (start - starts.at(-1)!) + difference(starts.at(-1)!, start) <= sum / (i + 1 - start)
    ) {
      const first = starts.pop()!;
      sum += sums.pop()! + (i + 1 - start) * difference(start, first);
      start = first;
    }
    starts.push(start);
    sums.push(sum);
  }
  starts.push(n);
  return starts;
}
