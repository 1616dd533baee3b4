import { clone, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { refuse } from '../check';
import type { ReadSamples } from './samples';

/** Scores of some samples; `training` is true when their gradient is taken. */
export type Forward = (x: Tensor, training: boolean) => Tensor;

/** Scores of a chunk, one row for each sample; rows of the given shape, if one is given. */
export function scoresOf(
  caller: string,
  x: Tensor,
  forward: Forward,
  training: boolean,
  rowShape?: number[],
): Tensor {
  const y = forward(x, training);
  const [count] = x.shape;
  const expected = [count, ...(rowShape ?? y?.shape?.slice(1) ?? [])];
  if (y?.shape?.join() !== expected.join()) {
    const received = y?.shape ? `shape [${y.shape}]` : y;
    const rows = rowShape ? ` of shape [${rowShape}] as before` : '';
    refuse(caller, `forward must return one row of scores${rows} for each of ${count} samples`, received);
  }
  // Not a tensor that the caller may keep.
  return clone(y);
}

/** Scores of all samples, without a tape. */
export async function scoreAll(
  caller: string,
  read: ReadSamples,
  forward: Forward,
): Promise<{ scores: Float32Array; shape: number[] }> {
  const parts: Float32Array[] = [];
  let count = 0;
  let rowShape: number[] | undefined;
  for await (const x of read()) {
    const y = tidy(() => scoresOf(caller, x, forward, false, rowShape));
    rowShape ??= y.shape.slice(1);
    count += y.shape[0]!;
    parts.push(await y.data<'float32'>());
    y.dispose();
  }
  if (!rowShape || count === 0) return refuse(caller, 'inputs must hold at least one sample', 'none');
  const scores = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    scores.set(part, offset);
    offset += part.length;
  }
  return { scores, shape: [count, ...rowShape] };
}

/** Throws unless the scores of a second pass are those of the first, but for rounding. */
export function checkAlike(
  caller: string,
  again: Float32Array,
  scores: Float32Array,
  rows: Int32Array,
  tolerance: number,
): void {
  const size = again.length / rows.length;
  for (const [i, second] of again.entries()) {
    const row = rows[Math.floor(i / size)]!;
    const first = scores[row * size + (i % size)]!;
    if (Math.abs(second - first) > tolerance) {
      refuse(
        caller,
        'forward must score a sample alike in every pass',
        `${first} and then ${second} for sample ${row}`,
        'leave out dropout and batch normalization, and read the samples in one order',
      );
    }
  }
}
