import type { FloatArray } from '@backdropjs/random';
import { check, isList } from '../check';
import { checkData } from '../check-data';

/**
 * Cuts a field at one or more levels: 0 for numbers up to the lowest level, 1 up to the next, and so on.
 *
 * $$
 * z \mapsto |\{ l \in \text{levels} : z > l \}|
 * $$
 *
 * @param field - unchanged.
 * @param levels - one level, or at most 255 in ascending order.
 * @returns for each number how many levels it exceeds: a new array.
 * @throws RangeError if the levels are none, too many or not in ascending order, or a number of the field is not finite.
 * @example
 * ```ts
 * import { threshold } from '@backdropjs/fields';
 *
 * const phases = threshold(Float64Array.of(-1, 0.2, 3), [0, 1]); // 0, 1, 2
 * ```
 */
export function threshold(field: FloatArray, levels: number | readonly number[]): Uint8Array<ArrayBuffer> {
  checkData('threshold', 'field', field);
  const listed = isList(levels);
  const sorted: readonly number[] = Array.from(listed ? levels.slice(0, 256) : [levels]);
  const count = sorted.length;
  check(
    count >= 1 &&
      count <= 255 &&
      sorted.every((level, i) => Number.isFinite(level) && !(level <= sorted[i - 1]!)),
    'threshold',
    'levels must be 1 to 255 ascending numbers',
    levels,
    '',
    listed ? 'list' : 'number',
  );
  return Uint8Array.from(field, (z) => {
    let level = 0;
    while (level < count && z > sorted[level]!) level++;
    return level;
  });
}
