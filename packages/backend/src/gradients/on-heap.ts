import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { asTheyAre, type HeapTensor } from '../heap/heap-tensor';
import { heapOf } from '../heap/loaded-kernels';
import type { TensorHeap } from '../heap/tensor-heap';
import type { WasmBackend } from '../tfjs/wasm-backend';

/**
 * The tensors of a gradient that is computed on the heap at once instead of operation by operation: on wasm, and if
 * nobody asks for a gradient of the gradient, since tfjs records only its own operations.
 */
export function onHeap<Names extends string>(
  tensors: Record<Names, Tensor>,
  compute: (heap: TensorHeap, tensors: Record<Names, HeapTensor>) => HeapTensor[] | undefined,
): Tensor[] | undefined {
  if (engine().backendName !== 'wasm' || engine().state.gradientDepth > 0) return undefined;
  const heap = heapOf(engine().backend as WasmBackend);
  const gradients = heap && compute(heap, asTheyAre(tensors));
  return gradients?.map((info) => engine().makeTensorFromTensorInfo(info));
}
