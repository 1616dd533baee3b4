import { gather, sort } from './sort';

/**
 * Observations by rising time, at equal times events before censored ones, and where each set of equal (time, event)
 * starts, and the end: an event is comparable with every observation of a later set, and with no other.
 */
export function comparisonOrder(times: Float64Array, events: Float64Array): [Uint32Array, Uint32Array] {
  const [eventsFirst] = sort(events.map((event) => -event));
  const [inTime, keys] = sort(gather(times, eventsFirst));
  const order = inTime.map((k) => eventsFirst[k]!);
  const starts = new Uint32Array(order.length + 1);
  let count = 0;
  order.forEach((i, k) => {
    if (k === 0 || keys[k] !== keys[k - 1] || events[i] !== events[order[k - 1]!]) starts[count++] = k;
  });
  starts[count++] = order.length;
  return [order, starts.subarray(0, count)];
}
