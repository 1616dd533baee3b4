import { tensor } from '@tensorflow/tfjs-core';
import { refuseKind } from '../check';
import { isTensor, type NestedNumbers, type SampleArray, type SampleInputs } from './sample-array';

/** A function that starts a new pass over chunks; those of a generator object, which runs once, are kept for it. */
export function reopenable(
  caller: string,
  inputs: Exclude<SampleInputs, SampleArray | NestedNumbers>,
): () => AsyncIterable<SampleArray> {
  if (typeof inputs === 'function') {
    return () => {
      const chunks = inputs();
      if (isAsyncIterable(chunks)) return chunks;
      return refuseKind(caller, 'inputs, a function, must return an async iterable', chunks);
    };
  }
  if (!isAsyncIterable(inputs)) {
    refuseKind(caller, 'inputs must be a tensor, an array or an async iterable of them', inputs);
  }
  return 'next' in inputs ? replayed(inputs) : () => inputs;
}

function isAsyncIterable(x: unknown): x is AsyncIterable<SampleArray> {
  return typeof (x as Partial<AsyncIterable<unknown>> | undefined)?.[Symbol.asyncIterator] === 'function';
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
      seen.push(await stored(chunk));
      yield chunk;
    }
    isComplete = true;
  };
}

/** What makes the chunk again, whatever becomes of it: tensors are disposed of, arrays may be filled anew. */
async function stored(chunk: SampleArray): Promise<() => SampleArray> {
  if (isTensor(chunk)) {
    const { shape, dtype } = chunk;
    const values = await chunk.data();
    return () => tensor(values, shape, dtype);
  }
  const copy = ArrayBuffer.isView(chunk) ? chunk.slice() : chunk;
  return () => copy;
}
