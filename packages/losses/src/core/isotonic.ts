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

/**
 * The mean of the block of each value, and the value less that mean. Both go by differences to the block's first value:
 * exact for a block of one, and without cancellation for large values close to each other.
 */
export function blockMeans(
  y: Float64Array,
  starts: readonly number[],
): [means: Float64Array<ArrayBuffer>, rests: Float64Array<ArrayBuffer>] {
  const means = new Float64Array(y.length);
  const rests = new Float64Array(y.length);
  for (let b = 0; b + 1 < starts.length; b++) {
    const part = y.subarray(starts[b]!, starts[b + 1]!);
    const first = part[0]!;
    const shift = part.reduce((sum, value) => sum + (value - first) / part.length, 0);
    means.fill(first + shift, starts[b]!, starts[b + 1]!);
    rests.set(
      part.map((value) => value - first - shift),
      starts[b]!,
    );
  }
  return [means, rests];
}
