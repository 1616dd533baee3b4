import { sort } from '../core/sort';

/**
 * The weights with which sorted errors enter the Lovasz extension of the Jaccard loss: for errors in falling order (ties:
 * lower index first), the increment of J(M) = 1 - |Y \\ M| / |Y u M| as each item joins the set M of mispredictions, Y
 * the foreground. Sizes are sums of item weights. The caller's `isForeground` decides by position.
 *
 * Source: Berman, Rannen Triki and Blaschko, "The Lovasz-softmax loss", CVPR 2018, eq. 9 and algorithm 1.
 */
export function jaccardIncrements(
  errors: Float64Array,
  isForeground: (i: number) => boolean,
  weights: Float64Array,
): Float64Array {
  let remaining = 0;
  for (let i = 0; i < errors.length; i++) if (isForeground(i)) remaining += weights[i]!;
  let union = remaining;
  let previous = 0;
  const increments = new Float64Array(errors.length);
  for (const i of sort(errors.map((error) => -error)).order) {
    if (isForeground(i)) remaining -= weights[i]!;
    else union += weights[i]!;
    const jaccard = 1 - Math.max(remaining, 0) / union;
    increments[i] = jaccard - previous;
    previous = jaccard;
  }
  return increments;
}
