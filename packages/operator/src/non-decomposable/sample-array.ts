import { Tensor } from '@tensorflow/tfjs-core';
import { isListOf, refuse, refuseKind } from '../check';

/** Numbers in arrays in arrays, as many in each. */
export type NestedNumbers = readonly number[] | readonly NestedNumbers[];

/** Samples one after the other: a tensor whose first axis counts them, or their numbers in row-major order. */
export type SampleArray = Tensor | Float32Array | Float64Array | Int32Array | Uint8Array | Uint8ClampedArray;

/**
 * All samples at once, or chunk by chunk. Every pass over the samples asks for a new iterator: an object that is
 * async iterable again and again, or a function that returns one (a generator function). A generator object runs only
 * once, so its chunks are kept in main memory. Tensors that an iterator yields are disposed of after use.
 */
export type SampleInputs =
  | SampleArray
  | NestedNumbers
  | AsyncIterable<SampleArray>
  | (() => AsyncIterable<SampleArray>);

export function isTensor(x: unknown): x is Tensor {
  return x instanceof Tensor;
}

export function isNested(x: unknown): x is NestedNumbers {
  return Array.isArray(x);
}

/** Whether it is one of the typed arrays that samples may come in; not one of bigints, nor a DataView. */
export function isTypedArray(x: unknown): x is Exclude<SampleArray, Tensor> {
  return /^(Float(32|64)|Int32|Uint8(Clamped)?)Array$/.test({}.toString.call(x).slice(8, -1));
}

/** The numbers of nested arrays in row-major order, and the shape of one entry of the outermost. */
export function flattened(
  caller: string,
  name: string,
  nested: NestedNumbers,
): { values: Float32Array; shape: number[] } {
  const shape: number[] = [];
  // As deep as tensors are; an array may hold itself.
  for (let inner: unknown = nested; Array.isArray(inner) && shape.length < 8; inner = inner[0]) {
    shape.push(inner.length);
  }
  const constraint = `${name}, nested arrays, must hold as many finite numbers in each`;
  if (!isListOf(nested as unknown[], (entry) => entry !== undefined)) refuseKind(caller, constraint, nested);
  const count = shape.reduce((product, size) => product * size, 1);
  if (count > 2 ** 28) refuse(caller, `${name}, nested arrays, must hold at most 2^28 numbers`, count);
  const values = new Float32Array(count);
  let next = 0;
  const copy = (entry: unknown, depth: number): void => {
    const isRight =
      depth < shape.length ? (entry as unknown[])?.length === shape[depth] : Number.isFinite(entry);
    if (!isRight || Array.isArray(entry) !== depth < shape.length) {
      refuse(caller, constraint, entry);
    }
    if (Array.isArray(entry)) for (const inner of entry) copy(inner, depth + 1);
    else values[next++] = entry as number;
  };
  copy(nested, 0);
  return { values, shape: shape.slice(1) };
}
