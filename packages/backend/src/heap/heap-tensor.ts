import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

/**
 * A tensor as it is now. What a kernel is handed may be a `tf.Variable`, whose data id changes when it is assigned: a
 * deferred operation that kept it would compute with later values and release the data of the living variable.
 * So the kernels on the heap take and keep nothing else than this class, which the private field sets apart from tfjs's tensors.
 */
export class HeapTensor implements TensorInfo {
  readonly dataId: object;
  readonly shape: number[];
  readonly dtype: DataType;
  declare private readonly isFixed: true;

  constructor({ dataId, shape, dtype }: TensorInfo) {
    this.dataId = dataId;
    this.shape = shape;
    this.dtype = dtype;
  }
}

/** The call of a kernel on the heap: its inputs, those that may be absent, and its attributes. */
export interface HeapCall<Inputs extends string, Attrs = object, Optional extends string = never> {
  inputs: { [Name in Inputs]: HeapTensor } & { [Name in Optional]?: HeapTensor };
  attrs: Attrs;
}

/** Named tensors, as they are now; those that are absent stay so. */
export function asTheyAre<Name extends string>(
  tensors: { readonly [key in Name]?: TensorInfo | undefined },
): Record<Name, HeapTensor> {
  const fixed = {} as Record<Name, HeapTensor>;
  for (const name in tensors) {
    const tensor = tensors[name];
    if (tensor) fixed[name] = new HeapTensor(tensor);
  }
  return fixed;
}
