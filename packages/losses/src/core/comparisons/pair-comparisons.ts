import { sigmoid, sigmoidSlope } from '../sigmoid';
import type { Comparisons } from './comparison';
import type { Side } from './side';

/** {@link comparisons} pair by pair, in O(n) memory. */
export function pairComparisons(beta: number, sources: Side, targets: Side): Comparisons {
  const { keys, weights } = sources;
  const sums = targets.keys.map((target) => {
    // A sum of its own, so that rounding grows with the targets and not with the pairs.
    let sum = 0;
    for (let j = 0; j < keys.length; j++) sum += weights[j]! * sigmoid(beta * (keys[j]! - target));
    return sum;
  });
  return [
    sums,
    (grad, pull) => {
      targets.keys.forEach((target, k) => {
        let sum = 0;
        for (let j = 0; j < keys.length; j++) {
          // An item and itself have no slope, and with it no rounding of one.
          if (sources === targets && j === k) continue;
          const step = beta * pull[k]! * weights[j]! * sigmoidSlope(beta * (keys[j]! - target));
          sum += step;
          grad[sources.order[j]!]! += step;
        }
        grad[targets.order[k]!]! -= sum;
      });
    },
  ];
}
