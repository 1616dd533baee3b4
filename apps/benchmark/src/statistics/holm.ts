/**
 * p-values after Holm's correction for their number m, in the given order: the k-th smallest becomes the largest of
 * (m - j + 1) p_(j) over j <= k, at most 1 (Holm 1979).
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, (pValues.length - rank) * pValues[index]!);
    adjusted[index] = Math.min(1, largest);
  }
  return adjusted;
}
