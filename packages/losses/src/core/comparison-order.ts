import { sort } from './sort';

/**
 * Observations by rising time, at equal times events before censored ones, and where each set of equal (time, event)
 * starts: an event is comparable with every observation of a later set, and with no other.
 */
export function comparisonOrder(
  times: Float64Array,
  events: Float64Array,
): { order: Uint32Array; starts: Uint32Array } {
  const { order, keys } = sort(times);
  const starts = new Uint32Array(order.length + 1);
  let count = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && keys[to] === keys[from]) to++;
    starts[count++] = from;
    if (to > from + 1) {
      const tied = order.subarray(from, to);
      const censored = tied.filter((i) => events[i] === 0);
      const observed = tied.filter((i) => events[i] === 1);
      tied.set(observed);
      tied.set(censored, observed.length);
      if (observed.length > 0 && censored.length > 0) starts[count++] = from + observed.length;
    }
    from = to;
  }
  starts[count++] = order.length;
  return { order, starts: starts.subarray(0, count) };
}
