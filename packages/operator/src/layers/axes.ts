import { isListOf, refuseKind } from '../check';

const names = { batch: 0, time: 1, height: 1, width: 2, channels: -1 } as const;

/** An axis of `[batch, time, channels]` or `[batch, height, width, channels]`. */
export type AxisName = keyof typeof names;

/** Axes with names in numbers. */
export function numberedAxes(caller: string, axes: readonly (number | AxisName)[]): number[] {
  const isAxis = (axis: unknown) =>
    typeof axis === 'number' || (typeof axis === 'string' && Object.hasOwn(names, axis));
  if (!isListOf(axes, isAxis)) {
    refuseKind(caller, `axes must be an array of integers, or of ${Object.keys(names).join(', ')}`, axes);
  }
  return axes.map((axis) => (typeof axis === 'number' ? axis : names[axis]));
}
