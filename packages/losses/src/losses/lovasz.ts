import { sort } from '../core/sort';

/**
 * The weights with which sorted errors enter the Lovasz extension of the Jaccard loss: for errors in falling order (ties:
 * lower index first), the increment of J(M) = 1 - |Y \\ M| / |Y u M| as each item joins the set M of mispredictions, Y
 * the foreground (1, not 0). Sizes are sums of item weights.
 *
 * Source: Berman, Rannen Triki and Blaschko, "The Lovasz-softmax loss", CVPR 2018, eq. 9 and algorithm 1.
 */
export function jaccardIncrements(
  errors: Float64Array,
  foreground: Float64Array,
  weights: Float64Array,
): Float64Array {
  let remaining = weights.reduce((sum, weight, i) => sum + weight * foreground[i]!, 0);
  let union = remaining;
  let previous = 0;
  const increments = new Float64Array(errors.length);
  for (const i of sort(errors.map((error) => -error))[0]) {
    if (foreground[i]) remaining -= weights[i]!;
    else union += weights[i]!;
    const jaccard = 1 - Math.max(remaining, 0) / union;
    increments[i] = jaccard - previous;
    previous = jaccard;
  }
  return increments;
}
