import { sort } from '../core/sort';

export type TieMethod = 'breslow' | 'efron';

/**
 * Negative log partial likelihood, summed over events, and its gradient, O(n log n). The risk set of an event is every
 * item of the same or a later time. Sums of exponentials are kept as (largest exponent, sum relative to it), so no score
 * overflows.
 *
 * @param isEvent - whether item i is an event
 */
export function partialLikelihood(
  scores: Float64Array,
  times: Float64Array,
  isEvent: (i: number) => boolean,
  weights: Float64Array,
  ties: TieMethod,
  grad: Float64Array,
): number {
  const { order, keys } = sort(times);
  const n = order.length;
  // Groups of equal times from the last: their risk sets grow.
  const groups: { from: number; to: number; top: number; base: number; eventBase: number }[] = [];
  let value = 0;
  let top = -Infinity;
  let risk = 0;
  for (let to = n; to > 0; ) {
    let from = to;
    while (from > 0 && keys[from - 1] === keys[to - 1]) {
      const i = order[--from]!;
      if (scores[i]! > top) {
        risk *= Math.exp(top - scores[i]!);
        top = scores[i]!;
      }
      risk += weights[i]! * Math.exp(scores[i]! - top);
    }
    let events = 0;
    let eventWeight = 0;
    let eventRisk = 0;
    for (let k = from; k < to; k++) {
      const i = order[k]!;
      if (!isEvent(i)) continue;
      events++;
      eventWeight += weights[i]!;
      eventRisk += weights[i]! * Math.exp(scores[i]! - top);
      value += weights[i]! * (top - scores[i]!);
    }
    // d value / d risk, and d value / d eventRisk with the sign changed.
    let base = 0;
    let eventBase = 0;
    if (ties === 'breslow' && events > 0) {
      value += eventWeight * Math.log(risk);
      base = eventWeight / risk;
    } else {
      // Efron: the l-th of m tied events meets a risk set from which l/m of them have gone.
      for (let l = 0; l < events; l++) {
        const left = risk - (l / events) * eventRisk;
        value += Math.log(left);
        base += 1 / left;
        eventBase += l / events / left;
      }
    }
    groups.push({ from, to, top, base, eventBase });
    to = from;
  }
  // Upwards in time: hazard = sum over the groups so far of base e^{-top}, kept relative to its largest exponent.
  let lowest = Infinity;
  let hazard = 0;
  for (const group of groups.reverse()) {
    if (group.base > 0) {
      if (group.top < lowest) {
        hazard *= Math.exp(group.top - lowest);
        lowest = group.top;
      }
      hazard += group.base * Math.exp(lowest - group.top);
    }
    for (let k = group.from; k < group.to; k++) {
      const i = order[k]!;
      if (hazard > 0) grad[i] = weights[i]! * hazard * Math.exp(scores[i]! - lowest);
      if (isEvent(i)) grad[i]! -= weights[i]! * (1 + group.eventBase * Math.exp(scores[i]! - group.top));
    }
  }
  return value;
}
