/**
 * Non-increasing isotonic regression by pooling adjacent violators, O(n): returns where each block of the solution
 * starts, and the end. On a block the solution is the mean of y.
 */
export function isotonicBlocks(y: Float64Array): number[] {
  const starts: number[] = [];
  const sums: number[] = [];
  for (let i = 0; i < y.length; i++) {
    let start = i;
    let sum = y[i]!;
    // A block may not lie above the one before it.
    while (starts.length > 0 && sums.at(-1)! / (start - starts.at(-1)!) <= sum / (i + 1 - start)) {
      sum += sums.pop()!;
      start = starts.pop()!;
    }
    starts.push(start);
    sums.push(sum);
  }
  starts.push(y.length);
  return starts;
}

/** Replaces each block by its mean. */
export function blockMeans(y: Float64Array, starts: readonly number[]): Float64Array<ArrayBuffer> {
  const out = new Float64Array(y.length);
  for (let b = 0; b + 1 < starts.length; b++) {
    const part = y.subarray(starts[b]!, starts[b + 1]!);
    out.fill(
      part.reduce((sum, value) => sum + value / part.length, 0),
      starts[b]!,
      starts[b + 1]!,
    );
  }
  return out;
}
