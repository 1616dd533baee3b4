import type { FloatArray } from '@backdropjs/random';

/** Field i of a series of which `draw` makes fields 2j and 2j + 1 at a time: an array that the next draw overwrites. */
export function pairwise(
  fields: readonly [FloatArray, FloatArray],
  draw: (pair: number) => void,
): (i: number) => FloatArray {
  let drawn = -1;
  return (i) => {
    const pair = Math.floor(i / 2);
    if (pair !== drawn) draw(pair);
    drawn = pair;
    return fields[i % 2]!;
  };
}
