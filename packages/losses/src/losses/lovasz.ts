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
  const [order] = sort(errors.map((error) => -error));
  const increments = new Float64Array(order.length);
  // Sums and quotients of their own: J is near 1 almost everywhere, and its differences would be mostly rounding.
  // The foreground at lower errors, for each item of the background; -1 for one of the foreground.
  const left = new Float64Array(order.length);
  let remaining = 0;
  for (let k = order.length - 1; k >= 0; k--) {
    const i = order[k]!;
    left[k] = foreground[i] ? -1 : remaining;
    if (foreground[i]) remaining += weights[i]!;
  }
  let union = remaining;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    const weight = weights[i]!;
    if (left[k]! < 0) increments[i] = weight / union;
    else {
      // left / union - left / (union + weight)
      increments[i] = union ? (left[k]! / union) * (weight / (union + weight)) : 1;
      union += weight;
    }
  }
  return increments;
}
