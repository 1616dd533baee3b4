/**
 * Keeps the last value made, which is a function of its key alone: a thread gets the runs of a seed one after another, and
 * making their data takes longer than some of the trainings. It is state of a module because nothing else outlives a run there.
 */
export function lastOnly<Value>(): (key: string, make: () => Value) => Value {
  let last: { key: string; value: Value } | undefined;
  return (key, make) => {
    if (last?.key === key) return last.value;
    // Not both in memory.
    last = undefined;
    last = { key, value: make() };
    return last.value;
  };
}
