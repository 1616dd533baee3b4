/** What goes to Redis in one command: a call with a hundred thousand arguments overflows the stack. */
const batch = 500;

/** The items in their order, some at a time. */
export function* inBatches<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += batch) yield items.slice(start, start + batch);
}
