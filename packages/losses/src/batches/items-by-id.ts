import { type Check, check, checkLength, lengthOf } from '../check';

/** The positions of the items of each list or stratum, in the order in which these come first. */
export function itemsById(
  fn: string,
  name: string,
  ids: ArrayLike<number | string | boolean>,
  id: Check,
): number[][] {
  const n = lengthOf(ids);
  checkLength(fn, name, ids, n);
  const byId = new Map<unknown, number[]>();
  for (let i = 0; i < n; i++) {
    check(fn, `${name}[${i}]`, ids[i], id);
    const items = byId.get(ids[i]);
    if (items) items.push(i);
    else byId.set(ids[i], [i]);
  }
  return [...byId.values()];
}
