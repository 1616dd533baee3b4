import { clone, Tensor, tidy } from '@tensorflow/tfjs-core';
import { fail, refuseKind } from '../check';
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
  const isScores = y instanceof Tensor && !y.isDisposed && y.dtype === 'float32';
  const expected = [count, ...(rowShape ?? (isScores ? y.shape.slice(1) : []))];
  if (!(isScores && y.shape.join() === expected.join())) {
    const rows = rowShape ? ` of shape [${rowShape}] as before` : '';
    const constraint = `forward must return one row of float32 scores${rows} for each of ${count} samples`;
    if (!(y instanceof Tensor)) refuseKind(caller, constraint, y);
    fail(caller, constraint, y.isDisposed ? 'a disposed tensor' : `${y.dtype} of shape [${y.shape}]`);
  }
  // Not a tensor that the caller may keep.
  return clone(y);
}

/** Scores of all samples, without a tape. */
export async function scoreAll(
  caller: string,
  read: ReadSamples,
  forward: Forward,
): Promise<{ scores: Float32Array<ArrayBuffer>; shape: number[] }> {
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
  if (!rowShape || count === 0) return fail(caller, 'inputs must hold at least one sample', 'none');
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
    if (!(Math.abs(second - first) <= tolerance) && !Object.is(second, first)) {
      fail(
        caller,
        'forward must score a sample alike in every pass',
        `${first} and then ${second} for sample ${row}`,
        'leave out dropout and statistics of batches (layer normalization has none), and read the samples in one order',
        Error,
      );
    }
  }
}
