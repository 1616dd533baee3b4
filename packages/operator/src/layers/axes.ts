import { checkAxesList, checkChoice } from '../check';

const names = { batch: 0, time: 1, height: 1, width: 2, channels: -1 } as const;

/** An axis of `[batch, time, channels]` or `[batch, height, width, channels]`. */
export type AxisName = keyof typeof names;

/** Axes with names in numbers. Throws for what names none, and unless they are a non-empty list of different integers. */
export function numberedAxes(caller: string, axes: readonly (number | AxisName)[]): number[] {
  // Unlike map, from ends at the first hole of a long array.
  const numbered = Array.isArray(axes) ? Array.from(axes, (axis) => numberOf(caller, axis)) : axes;
  checkAxesList(caller, numbered as number[]);
  return numbered as number[];
}

function numberOf(caller: string, axis: number | AxisName): number {
  if (typeof axis === 'number') return axis;
  checkChoice(caller, 'axes that are no integers', axis, Object.keys(names));
  return names[axis];
}
