import {
  _FusedMatMul,
  Add,
  AvgPoolGrad,
  BatchMatMul,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  FusedConv2D,
  type KernelFunc,
  MaxPoolGrad,
  Mean,
  Multiply,
  Relu,
  Step,
  Sum,
  type TensorInfo,
  UnsortedSegmentSum,
} from '@tensorflow/tfjs-core';
import type { KernelCall, WasmBackend } from '../kernels/wasm-backend';
import { conv2D, convolutionPlusBias, fusedConv2D, reluOfConvolution } from './conv2d';
import { conv2DBackpropFilter, conv2DBackpropInput } from './conv2d-gradients';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-gradients';
import { batchMatMul, fusedMatMul } from './mat-mul';
import { type Native, nativeOf } from './native';
import { avgPoolGrad, maxPoolGrad } from './pool-gradients';
import { mean, sum } from './reduce';
import { step, timesStep } from './relu-gradient';
import { unsortedSegmentSum } from './unsorted-segment-sum';

/** A kernel on the heap; it returns undefined for a call that it leaves to the one it replaces. */
// biome-ignore lint/suspicious/noExplicitAny: each kernel narrows the call to its own inputs and attributes.
type NativeKernel = (native: Native, call: any) => TensorInfo | undefined;

const kernels: Record<string, NativeKernel> = {
  [_FusedMatMul]: fusedMatMul,
  [Add]: convolutionPlusBias,
  [AvgPoolGrad]: avgPoolGrad,
  [BatchMatMul]: batchMatMul,
  [Conv2D]: conv2D,
  [Conv2DBackpropFilter]: conv2DBackpropFilter,
  [Conv2DBackpropInput]: conv2DBackpropInput,
  [DepthwiseConv2dNativeBackpropFilter]: depthwiseBackpropFilter,
  [DepthwiseConv2dNativeBackpropInput]: depthwiseBackpropInput,
  [FusedConv2D]: fusedConv2D,
  [MaxPoolGrad]: maxPoolGrad,
  [Mean]: mean,
  [Multiply]: timesStep,
  [Relu]: reluOfConvolution,
  [Step]: step,
  [Sum]: sum,
  [UnsortedSegmentSum]: unsortedSegmentSum,
};

/** The names of the kernels that work directly on the heap. */
export const nativeKernelNames: readonly string[] = Object.keys(kernels);

/** The kernel on the heap where it is to be had and takes the call, else `fallback`. */
export function nativeFirst(kernelName: string, fallback: KernelFunc): KernelFunc {
  const kernel = kernels[kernelName];
  if (!kernel) return fallback;
  return (call) => {
    const native = nativeOf(call.backend as WasmBackend);
    return (native && kernel(native, call as unknown as KernelCall<never>)) ?? fallback(call);
  };
}
