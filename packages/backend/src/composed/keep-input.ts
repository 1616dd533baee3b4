import type { DataType, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';

/** What a cpu kernel sees as its backend. */
interface CpuBackend {
  data: { get(dataId: object): { values: { slice(): unknown } } };
  makeTensorInfo(shape: number[], dtype: DataType, values: unknown): TensorInfo;
  disposeIntermediateTensorInfo(tensor: TensorInfo): void;
}

/** tfjs's cpu kernel writes its result into the values of this input: hands it a copy. */
export function keepInput(name: string): (stock: KernelFunc) => KernelFunc {
  return (stock) => (call) => {
    const backend = call.backend as CpuBackend;
    const { dataId, shape, dtype } = (call.inputs as Record<string, TensorInfo>)[name]!;
    const copy = backend.makeTensorInfo(shape, dtype, backend.data.get(dataId).values.slice());
    try {
      return stock({ ...call, inputs: { ...call.inputs, [name]: copy } });
    } finally {
      backend.disposeIntermediateTensorInfo(copy);
    }
  };
}
