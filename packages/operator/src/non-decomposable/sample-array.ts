import type { Tensor } from '@tensorflow/tfjs-core';

/** Samples one after the other: a tensor whose first axis counts them, or their numbers in row-major order. */
export type SampleArray = Tensor | Float32Array | Float64Array | Int32Array | Uint8Array | Uint8ClampedArray;

/**
 * All samples at once, or chunk by chunk. Every pass over the samples asks for a new iterator: an object that is
 * async iterable again and again, or a function that returns one (a generator function). A generator object runs only
 * once, so its chunks are kept in main memory. Tensors that an iterator yields are disposed of after use.
 */
export type SampleInputs = SampleArray | AsyncIterable<SampleArray> | (() => AsyncIterable<SampleArray>);

export function isTensor(x: unknown): x is Tensor {
  return typeof (x as Tensor | undefined)?.dataId === 'object';
}

/** What a message says of inputs that are none, which may be large. */
export function described(x: unknown): unknown {
  return Array.isArray(x) || ArrayBuffer.isView(x) ? 'an array' : x;
}
