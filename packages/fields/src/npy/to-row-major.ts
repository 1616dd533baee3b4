import type { NpyData } from './types';

/** What is read and written of two axes at a time fits into a first-level cache. */
const BLOCK = 32;

/** Reorders elements whose first axis varies fastest, `parts` numbers for each of them. */
export function toRowMajor<A extends NpyData>(data: A, shape: readonly number[], parts: number): A {
  if (shape.length < 2 || data.length === 0) return data;
  // Complex numbers are pairs, which are like an axis that comes first in the one order and last in the other.
  const lengths = parts === 1 ? shape : [...shape, parts];
  const from: number[] = [];
  shape.reduce((stride, length) => {
    from.push(stride);
    return stride * length;
  }, parts);
  if (parts > 1) from.push(1);
  const to = lengths.map((_, axis) => lengths.slice(axis + 1).reduce((a, b) => a * b, 1));
  const ordered = data.slice() as A;
  const last = lengths.length - 1;
  const [rows, columns] = [lengths[0]!, lengths[last]!];
  const [fromRow, fromColumn, toRow] = [from[0]!, from[last]!, to[0]!];
  const block = (source: number, target: number) => {
    for (let y = 0; y < rows; y += BLOCK) {
      const endY = Math.min(y + BLOCK, rows);
      for (let x = 0; x < columns; x += BLOCK) {
        const endX = Math.min(x + BLOCK, columns);
        for (let r = y; r < endY; r++) {
          let at = source + r * fromRow + x * fromColumn;
          let o = target + r * toRow + x;
          for (let c = x; c < endX; c++, at += fromColumn, o++) ordered[o] = data[at]!;
        }
      }
    }
  };
  /** All blocks of the first and the last axis, one for each index of those between. */
  const walk = (axis: number, source: number, target: number) => {
    if (axis >= last) return block(source, target);
    for (let i = 0; i < lengths[axis]!; i++) walk(axis + 1, source + i * from[axis]!, target + i * to[axis]!);
  };
  walk(1, 0, 0);
  return ordered;
}
