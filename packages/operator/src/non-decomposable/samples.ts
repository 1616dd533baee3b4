import { gather, slice, type Tensor, tensor, tensor1d } from '@tensorflow/tfjs-core';
import { checkWhole, fail, isListOf, isNumbers, isWord, refuse, refuseKind } from '../check';
import { reopenable } from './reopenable';
import {
  flattened,
  isNested,
  isTensor,
  isTypedArray,
  type SampleArray,
  type SampleInputs,
} from './sample-array';

/**
 * Passes over the samples, or over those at the given ascending indices, as tensors of a few samples each. A tensor
 * lives until the next one is asked for.
 */
export type ReadSamples = (kept?: Int32Array) => AsyncGenerator<Tensor, void, void>;

/** What {@link readSamples} must know. */
export interface ReadOptions {
  inputs: SampleInputs;
  chunkSize: number;
  inputShape?: readonly number[] | undefined;
  /** Looked at before each chunk. */
  signal?: AbortSignal | undefined;
}

/** Checks the options and returns the way to read the samples. */
export function readSamples(
  caller: string,
  { inputs, chunkSize, inputShape, signal }: ReadOptions,
): ReadSamples {
  checkWhole(caller, 'chunkSize', chunkSize, 1);
  if (inputShape !== undefined && !isListOf(inputShape, isWord)) {
    refuse(caller, 'inputShape must be the shape of one sample', inputShape, isNumbers);
  }
  if (isNested(inputs)) {
    const { values, shape } = flattened(caller, 'inputs', inputs);
    return readSamples(caller, { inputs: values, chunkSize, inputShape: inputShape ?? shape, signal });
  }
  if (isTensor(inputs) || ArrayBuffer.isView(inputs)) {
    const count = sampleCount(caller, inputs, inputShape);
    return async function* (kept) {
      const rows = kept ? kept.length : count;
      for (let start = 0; start < rows; start += chunkSize) {
        signal?.throwIfAborted();
        const end = Math.min(start + chunkSize, rows);
        yield* lend(takeRows(inputs, kept?.subarray(start, end) ?? { start, end }, inputShape));
      }
    };
  }
  const open = reopenable(caller, inputs);
  return async function* (kept) {
    let first = 0;
    let next = 0;
    for await (const chunk of open()) {
      try {
        signal?.throwIfAborted();
        const size = sampleCount(caller, chunk, inputShape);
        if (kept) {
          const start = next;
          while (next < kept.length && kept[next]! < first + size) next++;
          const rows = kept.subarray(start, next).map((index) => index - first);
          if (rows.length > 0) yield* lend(takeRows(chunk, rows, inputShape));
        } else {
          yield* lend(takeRows(chunk, { start: 0, end: size }, inputShape));
        }
        first += size;
      } finally {
        if (isTensor(chunk)) chunk.dispose();
      }
    }
  };
}

/** Yields a tensor and disposes of it when the consumer has moved on or given up. */
async function* lend(x: Tensor): AsyncGenerator<Tensor, void, void> {
  try {
    yield x;
  } finally {
    x.dispose();
  }
}

function sampleCount(caller: string, x: SampleArray, inputShape: readonly number[] | undefined): number {
  if (isTensor(x)) {
    if (x.rank > 0 && !x.isDisposed) return x.shape[0]!;
    const received = x.isDisposed ? 'a disposed tensor' : 'a scalar';
    fail(caller, 'inputs must have an axis that counts the samples', received);
  }
  if (!isTypedArray(x)) refuseKind(caller, 'inputs must be tensors or typed arrays of numbers', x);
  const sizes = inputShape ?? [];
  const size = sizes.reduce((product, length) => product * length, 1);
  if (!inputShape || !(Number.isSafeInteger(size) && size > 0)) {
    const constraint = 'inputShape must be the shape of one sample when inputs are typed arrays';
    refuse(caller, constraint, inputShape, isNumbers);
  }
  if (x.length % size !== 0) {
    const constraint = `inputs must hold whole samples of shape [${inputShape}], ${size} numbers each`;
    fail(caller, constraint, `${x.length} numbers`);
  }
  return x.length / size;
}

/** A new tensor of the rows in a range or at indices. */
function takeRows(
  x: SampleArray,
  rows: Int32Array | { start: number; end: number },
  inputShape: readonly number[] = [],
): Tensor {
  const indexed = rows instanceof Int32Array;
  if (isTensor(x)) {
    if (!indexed) return slice(x, rows.start, rows.end - rows.start);
    const indices = tensor1d(rows, 'int32');
    const taken = gather(x, indices);
    indices.dispose();
    return taken;
  }
  const size = inputShape.reduce((product, length) => product * length, 1);
  const count = indexed ? rows.length : rows.end - rows.start;
  const isInteger = x instanceof Int32Array;
  const values = isInteger ? new Int32Array(count * size) : new Float32Array(count * size);
  if (indexed) {
    rows.forEach((row, i) => {
      values.set(x.subarray(row * size, (row + 1) * size), i * size);
    });
  } else {
    values.set(x.subarray(rows.start * size, rows.end * size));
  }
  return tensor(values, [count, ...inputShape], isInteger ? 'int32' : 'float32');
}
