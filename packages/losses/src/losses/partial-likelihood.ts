import type { Items } from '../core/lists';
import { gather, sort } from '../core/sort';

/** How events at equal times share their risk sets. */
export type TieMethod = 'breslow' | 'efron';

/**
 * Negative log partial likelihood, summed over events, and its gradient, O(n log n). The risk set of an event is every
 * item of the same or a later time. Sums of exponentials are kept as (largest exponent, sum relative to it), so no score
 * overflows.
 *
 * @param flags - 1 for an event, 0 for a censored item
 */
export function partialLikelihood(
  { scores, time, event, weights }: Omit<Items, 'labels'>,
  ties: TieMethod,
  grad: Float64Array,
): number {
  const [order, keys] = sort(time);
  // By rising time from here on.
  const n = order.length;
  const s = gather(scores, order);
  const w = gather(weights, order);
  const isEvent = gather(event, order);
  // For the items of one time, at the first of them: the exponent that their risk set is relative to, and the
  // derivatives of the value with respect to the risk and, sign changed, to the part of it that is tied events.
  const tops = new Float64Array(n);
  const slopes = new Float64Array(n);
  const eventSlopes = new Float64Array(n);
  let value = 0;
  let top = -Infinity;
  let risk = 0;
  for (let to = n; to > 0; ) {
    let from = to;
    while (from > 0 && keys[from - 1] === keys[to - 1]) {
      from--;
      if (s[from]! > top) {
        risk *= Math.exp(top - s[from]!);
        top = s[from]!;
      }
      risk += w[from]! * Math.exp(s[from]! - top);
    }
    let events = 0;
    let eventWeight = 0;
    let eventRisk = 0;
    for (let k = from; k < to; k++) {
      if (!isEvent[k]) continue;
      events++;
      eventWeight += w[k]!;
      eventRisk += w[k]! * Math.exp(s[k]! - top);
      value += w[k]! * (top - s[k]!);
    }
    tops[from] = top;
    if (ties === 'breslow' && events > 0) {
      value += eventWeight * Math.log(risk);
      slopes[from] = eventWeight / risk;
    } else {
      // Efron: the l-th of m tied events meets a risk set from which l/m of them have gone, and weighs their mean.
      eventWeight /= events;
      for (let l = 0; l < events; l++) {
        const gone = l / events;
        const left = risk - gone * eventRisk;
        value += eventWeight * Math.log(left);
        slopes[from]! += eventWeight / left;
        eventSlopes[from]! += (eventWeight * gone) / left;
      }
    }
    to = from;
  }
  // Upwards in time: hazard = sum over the times so far of slope e^{-top}, kept relative to its largest exponent.
  let lowest = Infinity;
  let hazard = 0;
  for (let k = 0, from = 0; k < n; k++) {
    if (keys[k] !== keys[from]) from = k;
    if (k === from && slopes[from]! > 0) {
      if (tops[from]! < lowest) {
        hazard *= Math.exp(tops[from]! - lowest);
        lowest = tops[from]!;
      }
      hazard += slopes[from]! * Math.exp(lowest - tops[from]!);
    }
    let slope = hazard > 0 ? hazard * Math.exp(s[k]! - lowest) : 0;
    if (isEvent[k]) slope -= 1 + eventSlopes[from]! * Math.exp(s[k]! - tops[from]!);
    grad[order[k]!] = w[k]! * slope;
  }
  return value;
}
