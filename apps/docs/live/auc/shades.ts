/** The map of scores by rank, from 0 for the lowest to 1 for the highest: AUC is of ranks, too. */
export function shadesOf(scores: Float32Array): Float32Array {
  const order = [...scores.keys()].sort((a, b) => scores[a]! - scores[b]!);
  const shades = new Float32Array(scores.length);
  for (const [rank, point] of order.entries()) shades[point] = rank / (scores.length - 1);
  return shades;
}
