import { realTransform } from '../synthesis/real-transform';
import { countPairs, lagIndex, type Shape, toShape } from '../torus/torus';
import { correlate } from './correlate';

/** A field with 0 in the place of what is missing, and which points there are. */
export interface Gaps {
  readonly values: Float64Array;
  /** 1 where there is a number, 0 where it is missing. */
  readonly present: Float64Array;
  /** How many pairs of points that are there lie a lag apart. */
  pairs(lag: readonly number[]): number;
}

/** Takes the NaN out of a field, and counts the pairs that are left, from its lags on a padded torus. */
export function readGaps(
  field: ArrayLike<number>,
  shape: readonly number[],
  torus: Shape,
  periodic: boolean,
): Gaps {
  const values = new Float64Array(field.length);
  const present = new Float64Array(field.length);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(field[i])) continue;
    values[i] = field[i]!;
    present[i] = 1;
  }
  if (!present.includes(0))
    return { values, present, pairs: (lag) => countPairs(toShape(shape), lag, periodic) };
  const spectrum = realTransform(present, shape, torus);
  const counts = correlate(spectrum, spectrum, torus);
  return { values, present, pairs: (lag) => Math.round(counts[lagIndex(lag, torus)]!) };
}
