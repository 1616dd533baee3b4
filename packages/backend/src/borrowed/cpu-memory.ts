import { backend_util, buffer, type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { WasmBackend } from '../tfjs/wasm-backend';

/** Values as the cpu backend keeps them; strings are encoded. */
type Values = backend_util.TypedArray | Uint8Array[] | number[];

/** tfjs's record of one tensor's data on its cpu backend. */
interface CpuRecord {
  values?: Values | undefined;
  dtype: DataType;
  refCount: number;
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
}

/**
 * What tfjs's cpu kernels use of their backend, for one call on tensors of the wasm backend. They read the inputs where they
 * lie on the heap; whatever they make lives in JavaScript until `toHeap` copies what they return. So the heap cannot grow, and
 * leave them with a dead view, while they work; and a kernel that throws leaves nothing behind.
 *
 * A complex64 tensor is two tensors for the cpu kernels. On the heap it is one float32 buffer that alternates real and imaginary
 * parts, with one more axis in tfjs's record of it: what the record says is what `dataSync` returns.
 */
export class CpuMemory {
  /** The size of the blocks in which cpu's matrix product works. */
  readonly blockSize = 48;
  readonly data = {
    get: (dataId: object) => this.records.get(dataId),
    has: (dataId: object) => this.records.has(dataId),
  };

  private readonly records = new Map<object, CpuRecord>();
  private readonly given = new Set<object>();

  constructor(
    private readonly wasm: WasmBackend,
    inputs: readonly TensorInfo[],
  ) {
    for (const input of inputs) {
      this.given.add(input.dataId);
      this.records.set(input.dataId, this.fromHeap(input));
    }
  }

  private fromHeap(tensor: TensorInfo): CpuRecord {
    const { dataId, dtype, shape } = tensor;
    if (dtype === 'string') return { dtype, refCount: 1, values: this.wasm.readSync(dataId) as Uint8Array[] };
    if (dtype !== 'complex64') return { dtype, refCount: 1, values: this.wasm.typedArrayFromHeap(tensor) };
    const pairs = this.wasm.typedArrayFromHeap({
      dataId,
      dtype: 'float32',
      shape: [...shape, 2],
    }) as Float32Array;
    const { real, imag } = backend_util.splitRealAndImagArrays(pairs);
    return {
      dtype,
      refCount: 1,
      complexTensorInfos: {
        real: this.makeTensorInfo(shape, 'float32', real),
        imag: this.makeTensorInfo(shape, 'float32', imag),
      },
    };
  }

  /** Copies the tensors that a kernel returns to the heap. */
  toHeap(results: readonly TensorInfo[]): TensorInfo[] {
    // All values first: allocating may move the heap away from under views of the inputs.
    const ready = results.map((result) =>
      this.given.has(result.dataId) ? undefined : this.valuesOf(result),
    );
    const made: TensorInfo[] = [];
    try {
      for (const [i, { dataId, dtype, shape }] of results.entries()) {
        const values = ready[i];
        if (!values) {
          this.wasm.incRef(dataId);
          made.push({ dataId, dtype, shape });
        } else if (dtype === 'complex64') {
          const pairs = this.wasm.makeOutput([...shape, 2], 'float32', undefined, values);
          made.push({ dataId: pairs.dataId, dtype, shape });
        } else {
          made.push(this.wasm.makeOutput(shape, dtype, undefined, values));
        }
      }
      return made;
    } catch (error) {
      for (const { dataId } of made) this.wasm.disposeData(dataId);
      throw error;
    }
  }

  /** The values of a result in an array of its type that is not on the heap. */
  private valuesOf({ dataId, dtype, shape }: TensorInfo): backend_util.TypedArray | Uint8Array[] {
    const { values, complexTensorInfos } = this.records.get(dataId)!;
    if (complexTensorInfos) {
      const { real, imag } = complexTensorInfos;
      return backend_util.mergeRealAndImagArrays(
        this.valuesOf(real) as Float32Array,
        this.valuesOf(imag) as Float32Array,
      );
    }
    if (dtype === 'string') return values as Uint8Array[];
    const copy = util.getArrayFromDType(dtype as 'float32', util.sizeFromShape(shape));
    copy.set(values as Float32Array);
    return copy;
  }

  write(values: Values | undefined, _shape: number[], dtype: DataType): object {
    const dataId = {};
    this.records.set(dataId, { values, dtype, refCount: 1 });
    return dataId;
  }

  makeTensorInfo(shape: number[], dtype: DataType, values?: Values | string[]): TensorInfo {
    const encoded =
      dtype === 'string' && util.isString(values?.[0] as string)
        ? (values as string[]).map((text) => util.encodeString(text))
        : (values as Values | undefined);
    return { dataId: this.write(encoded, shape, dtype), shape, dtype };
  }

  makeOutput(values: Values, shape: number[], dtype: DataType): TensorInfo {
    return this.makeTensorInfo(shape, dtype, values);
  }

  readSync(dataId: object): Values {
    const { dtype } = this.records.get(dataId)!;
    if (dtype === 'complex64') return this.valuesOf({ dataId, dtype, shape: [] });
    return this.records.get(dataId)!.values!;
  }

  bufferSync(tensor: TensorInfo): unknown {
    const values = this.readSync(tensor.dataId);
    const decoded =
      tensor.dtype === 'string' ? (values as Uint8Array[]).map((bytes) => util.decodeString(bytes)) : values;
    return buffer(tensor.shape, tensor.dtype, decoded as never);
  }

  incRef(dataId: object): void {
    this.records.get(dataId)!.refCount++;
  }

  disposeIntermediateTensorInfo({ dataId }: TensorInfo): void {
    this.disposeData(dataId);
  }

  disposeData(dataId: object): void {
    const record = this.records.get(dataId);
    if (!record || this.given.has(dataId) || --record.refCount > 0) return;
    this.records.delete(dataId);
  }
}
