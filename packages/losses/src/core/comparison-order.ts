import { positionsOf } from './positions';
import { gather, sort } from './sort';

/**
 * Observations by rising time, at equal times events before censored ones, and where each set of equal (time, event)
 * starts, and the end: an event is comparable with every observation of a later set, and with no other.
 */
export function comparisonOrder(times: Float64Array, events: Float64Array): [Uint32Array, Uint32Array] {
  const observed = positionsOf(events.length, events, 1);
  const eventsFirst = new Uint32Array(events.length);
  eventsFirst.set(observed);
  eventsFirst.set(positionsOf(events.length, events, 0), observed.length);
  const [order, keys] = sort(gather(times, eventsFirst), eventsFirst);
  const starts = new Uint32Array(order.length + 1);
  let count = 0;
  for (let k = 0; k < order.length; k++) {
    const isFirst = k === 0 || keys[k] !== keys[k - 1] || events[order[k]!] !== events[order[k - 1]!];
    if (isFirst) starts[count++] = k;
  }
  starts[count++] = order.length;
  return [order, starts.subarray(0, count)];
}
