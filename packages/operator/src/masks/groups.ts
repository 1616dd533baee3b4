import { refuse, refuseKind } from '../check';

/** The positions of each group, in the order in which groups come first. */
export function positionsByGroup(
  caller: string,
  name: string,
  groups: ArrayLike<number>,
  total: number,
): number[][] {
  if (groups.length !== total) {
    refuse(caller, `${name} must be one for each of ${total} positions`, groups.length);
  }
  const members = new Map<number, number[]>();
  for (let i = 0; i < total; i++) {
    const group = groups[i]!;
    const list = members.get(group);
    if (list) list.push(i);
    else members.set(group, [i]);
  }
  return [...members.values()];
}

/** Throws unless it is a list of numbers or a typed array of them. */
export function checkGroups(caller: string, name: string, groups: ArrayLike<number>): void {
  const isList = Array.isArray(groups) || (ArrayBuffer.isView(groups) && 'length' in groups);
  if (!(isList && Array.prototype.findIndex.call(groups, (id) => typeof id !== 'number') < 0)) {
    refuseKind(caller, `${name} must be an array of numbers`, groups);
  }
}
