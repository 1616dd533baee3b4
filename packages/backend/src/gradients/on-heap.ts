import { engine, type Tensor } from '@tensorflow/tfjs-core';
import type { WasmBackend } from '../kernels/wasm-backend';
import { asTheyAre, type HeapTensor } from '../native/heap-tensor';
import { type Native, nativeOf } from '../native/native';

/**
 * The tensors of a gradient that is computed on the heap at once instead of operation by operation: on wasm, and if
 * nobody asks for a gradient of the gradient, since tfjs records only its own operations.
 */
export function onHeap<Names extends string>(
  tensors: Record<Names, Tensor>,
  compute: (native: Native, tensors: Record<Names, HeapTensor>) => HeapTensor[] | undefined,
): Tensor[] | undefined {
  if (engine().backendName !== 'wasm' || engine().state.gradientDepth > 0) return undefined;
  const native = nativeOf(engine().backend as unknown as WasmBackend);
  const gradients = native && compute(native, asTheyAre(tensors));
  return gradients?.map((info) => engine().makeTensorFromTensorInfo(info));
}
