import { tensor } from '@tensorflow/tfjs-core';
import { isTensor, type SampleArray, type SampleInputs } from './sample-array';

/** A function that starts a new pass over chunks; those of a generator object, which runs once, are kept for it. */
export function reopenable(
  caller: string,
  inputs: Exclude<SampleInputs, SampleArray>,
): () => AsyncIterable<SampleArray> {
  if (typeof inputs === 'function') return inputs;
  if (typeof inputs?.[Symbol.asyncIterator] !== 'function') {
    throw new Error(
      `${caller}: inputs must be a tensor, a typed array or an async iterable of them, got ${String(inputs)}`,
    );
  }
  return 'next' in inputs ? replayed(inputs) : () => inputs;
}

function replayed(chunks: AsyncIterable<SampleArray>): () => AsyncIterable<SampleArray> {
  const seen: (() => SampleArray)[] = [];
  let isComplete = false;
  return async function* () {
    if (isComplete) {
      for (const chunk of seen) yield chunk();
      return;
    }
    for await (const chunk of chunks) {
      if (isTensor(chunk)) {
        const { shape, dtype } = chunk;
        const values = await chunk.data();
        seen.push(() => tensor(values, shape, dtype));
      } else {
        seen.push(() => chunk);
      }
      yield chunk;
    }
    isComplete = true;
  };
}
