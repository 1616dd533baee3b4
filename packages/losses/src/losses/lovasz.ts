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
  const order = sort(errors.map((error) => -error))[0];
  const increments = new Float64Array(errors.length);
  // Sums and quotients of their own: J is near 1 almost everywhere, and its differences would be mostly rounding.
  let remaining = 0;
  for (let k = order.length - 1; k >= 0; k--) {
    const i = order[k]!;
    if (foreground[i]) remaining += weights[i]!;
    else increments[i] = remaining;
  }
  let union = remaining;
  for (const i of order) {
    const weight = weights[i]!;
    if (foreground[i]) increments[i] = weight / union;
    else {
      // remaining / union - remaining / (union + weight)
      increments[i] = union ? (increments[i]! / union) * (weight / (union + weight)) : 1;
      union += weight;
    }
  }
  return increments;
}
