import {
  _FusedMatMul,
  Add,
  AvgPool,
  AvgPoolGrad,
  BatchMatMul,
  Cast,
  ClipByValue,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  FusedBatchNorm,
  FusedConv2D,
  Maximum,
  MaxPool,
  MaxPool3D,
  MaxPoolGrad,
  MaxPoolWithArgmax,
  Mean,
  Minimum,
  Multiply,
  PadV2,
  RealDiv,
  Relu,
  Relu6,
  Slice,
  Square,
  Step,
  Sub,
  Sum,
  Tile,
  UnsortedSegmentSum,
} from '@tensorflow/tfjs-core';
import { cast } from './cast';
import {
  addChannels,
  fusedBatchNorm,
  multiplyChannels,
  reluOfAffine,
  square,
  subtractChannels,
  tileChannels,
} from './channels';
import { clipByValue, maximum, minimum, relu6 } from './clamp';
import { conv2D, convolutionPlusBias, fusedConv2D, reluOfConvolution } from './conv2d';
import { conv2DBackpropFilter, conv2DBackpropInput } from './conv2d-gradients';
import { padV2, slice } from './copy-box';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-gradients';
import type { HeapTensor } from './heap-tensor';
import { batchMatMul, fusedMatMul } from './mat-mul';
import { maxPool3D } from './max-pool-3d';
import { maxPoolWithArgmax } from './max-pool-with-argmax';
import { avgPool, maxPool } from './pool';
import { avgPoolGrad, maxPoolGrad } from './pool-gradients';
import { mean, sum } from './reduce';
import { step, timesStep } from './relu-gradient';
import { rowBinary } from './row-binary';
import { smallBinary } from './small';
import type { TensorHeap } from './tensor-heap';
import { unsortedSegmentSum } from './unsorted-segment-sum';

/** A kernel on the heap; it returns undefined for a call that it leaves to the one it replaces. */
// biome-ignore lint/suspicious/noExplicitAny: each kernel narrows the call to its own inputs and attributes.
export type HeapKernel = (heap: TensorHeap, call: any) => HeapTensor | HeapTensor[] | undefined;

const either =
  (...kernels: HeapKernel[]): HeapKernel =>
  (heap, call) => {
    for (const kernel of kernels) {
      const out = kernel(heap, call);
      if (out) return out;
    }
    return undefined;
  };

/** The kernels that work directly on the heap, by the name of tfjs's kernel. */
export const heapKernels: Readonly<Record<string, HeapKernel>> = {
  [_FusedMatMul]: fusedMatMul,
  [Add]: either(
    smallBinary((a, b) => a + b),
    convolutionPlusBias,
    addChannels,
    rowBinary('add'),
  ),
  [AvgPool]: avgPool,
  [AvgPoolGrad]: avgPoolGrad,
  [BatchMatMul]: batchMatMul,
  [Cast]: cast,
  [ClipByValue]: clipByValue,
  [Conv2D]: conv2D,
  [Conv2DBackpropFilter]: conv2DBackpropFilter,
  [Conv2DBackpropInput]: conv2DBackpropInput,
  [DepthwiseConv2dNativeBackpropFilter]: depthwiseBackpropFilter,
  [DepthwiseConv2dNativeBackpropInput]: depthwiseBackpropInput,
  [FusedBatchNorm]: fusedBatchNorm,
  [FusedConv2D]: fusedConv2D,
  [Maximum]: maximum,
  [MaxPool]: maxPool,
  [MaxPool3D]: maxPool3D,
  [MaxPoolGrad]: maxPoolGrad,
  [MaxPoolWithArgmax]: maxPoolWithArgmax,
  [Mean]: mean,
  [Minimum]: minimum,
  [Multiply]: either(
    smallBinary((a, b) => a * b),
    timesStep,
    multiplyChannels,
    rowBinary('multiply'),
  ),
  [PadV2]: padV2,
  [RealDiv]: either(
    smallBinary((a, b) => a / b),
    rowBinary('divide', 'divideInto'),
  ),
  [Relu]: either(reluOfConvolution, reluOfAffine),
  [Relu6]: relu6,
  [Slice]: slice,
  [Square]: square,
  [Step]: step,
  [Sub]: either(
    smallBinary((a, b) => a - b),
    subtractChannels,
    rowBinary('subtract', 'subtractFrom'),
  ),
  [Sum]: sum,
  [Tile]: tileChannels,
  [UnsortedSegmentSum]: unsortedSegmentSum,
};
