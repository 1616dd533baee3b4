import type { Compare } from './comparison';

/** {@link comparisons} pair by pair, in O(n) memory. */
export const pairComparisons: Compare = ({ value, slope }, beta, margin, sources, targets) => {
  const { keys, weights } = sources;
  const sums = targets.keys.map((target) => {
    // A sum of its own, so that rounding grows with the targets and not with the pairs.
    let sum = 0;
    for (let j = 0; j < keys.length; j++) sum += weights[j]! * value.f(beta * (keys[j]! - target) + margin);
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
          const step = beta * pull[k]! * weights[j]! * slope.f(beta * (keys[j]! - target) + margin);
          sum += step;
          grad[sources.order[j]!]! += step;
        }
        grad[targets.order[k]!]! -= sum;
      });
    },
  ];
};
