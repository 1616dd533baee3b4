import {
  Add,
  BatchMatMul,
  Cast,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  FusedBatchNorm,
  getKernel,
  Identity,
  type KernelConfig,
  type KernelFunc,
  Mean,
  Multiply,
  PadV2,
  RealDiv,
  registerKernel,
  Slice,
  Sub,
  Sum,
  Tile,
  UnsortedSegmentSum,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { batchMatMul } from './batch-mat-mul';
import { broadcastBinary } from './broadcast-binary';
import { cast } from './cast';
import { conv2DBackpropFilter } from './conv2d-backprop-filter';
import { conv2DBackpropInput } from './conv2d-backprop-input';
import {
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
} from './depthwise-conv2d-backprop';
import { fusedBatchNorm } from './fused-batch-norm';
import { identity } from './identity';
import { padV2 } from './pad';
import { mean, sum } from './reduce';
import { slice } from './slice';
import { tile } from './tile';
import { unsortedSegmentSum } from './unsorted-segment-sum';

/** Marks our entries of tfjs's registry; a registered symbol, so that a second copy of this package sees it too. */
const origin = Symbol.for('@backdropjs/backend');

/** Kernels by name; those that build on tfjs's kernel of the same name are functions of it. */
const kernels: Record<string, (stock: KernelFunc) => KernelFunc> = {
  [Add]: broadcastBinary,
  [BatchMatMul]: batchMatMul,
  [Cast]: cast,
  [Conv2DBackpropFilter]: () => conv2DBackpropFilter as unknown as KernelFunc,
  [Conv2DBackpropInput]: () => conv2DBackpropInput as unknown as KernelFunc,
  [DepthwiseConv2dNativeBackpropFilter]: () => depthwiseConv2dNativeBackpropFilter as unknown as KernelFunc,
  [DepthwiseConv2dNativeBackpropInput]: () => depthwiseConv2dNativeBackpropInput as unknown as KernelFunc,
  [FusedBatchNorm]: fusedBatchNorm,
  [Identity]: () => identity as unknown as KernelFunc,
  [Mean]: mean,
  [Multiply]: broadcastBinary,
  [PadV2]: padV2,
  [RealDiv]: broadcastBinary,
  [Slice]: slice,
  [Sub]: broadcastBinary,
  [Sum]: sum,
  [Tile]: tile,
  [UnsortedSegmentSum]: () => unsortedSegmentSum as unknown as KernelFunc,
};

/** Whether an entry of tfjs's kernel registry is one of ours. */
export function isOurs(config: KernelConfig): boolean {
  return origin in config;
}

/** Puts our kernels into tfjs's registry, in place of its own where it has one. A second call changes nothing. */
export function registerWasmKernels(): void {
  for (const [kernelName, build] of Object.entries(kernels)) {
    const stock = getKernel(kernelName, 'wasm') as KernelConfig | undefined;
    if (stock && isOurs(stock)) continue;
    if (stock) unregisterKernel(kernelName, 'wasm');
    const kernelFunc = build(stock?.kernelFunc as KernelFunc);
    // The setup of tfjs's kernel stays: it runs when the backend starts and binds the functions that ours call.
    const config = { ...stock, kernelName, backendName: 'wasm', kernelFunc, [origin]: true };
    registerKernel(config);
  }
}
