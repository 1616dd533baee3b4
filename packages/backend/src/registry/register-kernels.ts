import {
  _FusedMatMul,
  Add,
  All,
  Any,
  AvgPool,
  AvgPool3DGrad,
  AvgPoolGrad,
  BatchMatMul,
  Bincount,
  Cast,
  ClipByValue,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  Conv3DBackpropFilterV2,
  Conv3DBackpropInputV2,
  Cos,
  Cumprod,
  Cumsum,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  Dilation2D,
  Dilation2DBackpropFilter,
  Dilation2DBackpropInput,
  Einsum,
  FFT,
  FusedBatchNorm,
  FusedConv2D,
  FusedDepthwiseConv2D,
  GatherNd,
  getKernel,
  Identity,
  IFFT,
  type KernelConfig,
  type KernelFunc,
  Max,
  Maximum,
  MaxPool,
  MaxPool3D,
  MaxPool3DGrad,
  MaxPoolGrad,
  MaxPoolWithArgmax,
  Mean,
  Min,
  Minimum,
  Multiply,
  PadV2,
  Prelu,
  Prod,
  RealDiv,
  Relu6,
  registerKernel,
  ScatterNd,
  Sign,
  Sin,
  Slice,
  SparseSegmentMean,
  SparseSegmentSum,
  StridedSlice,
  Sub,
  Sum,
  TensorScatterUpdate,
  Tile,
  Transform,
  UnsortedSegmentSum,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { borrow } from '../borrowed/borrow';
import { absentStatistics } from '../composed/absent-statistics';
import { avgPool3DGrad, avgPoolGrad } from '../composed/average-pool-grad';
import { axisFromFront } from '../composed/axis-from-front';
import { batchMatMul } from '../composed/batch-mat-mul';
import { bincount } from '../composed/bincount';
import { broadcastBinary } from '../composed/broadcast-binary';
import { cast } from '../composed/cast';
import { channelsFirst } from '../composed/channels-first';
import { complexBroadcast } from '../composed/complex-broadcast';
import { conv2DBackpropFilter } from '../composed/conv2d-backprop-filter';
import { conv2DBackpropInput } from '../composed/conv2d-backprop-input';
import { depthwiseConv2d } from '../composed/depthwise-conv2d';
import {
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
} from '../composed/depthwise-conv2d-backprop';
import { einsum } from '../composed/einsum';
import { ofNoChannels, ofNothing } from '../composed/empty';
import { explicitPadding, windowKernelNames } from '../composed/explicit-padding';
import { fittingWindow } from '../composed/fitting-window';
import { fourier } from '../composed/fourier';
import { fusedBatchNorm } from '../composed/fused-batch-norm';
import { identity } from '../composed/identity';
import { keepInput } from '../composed/keep-input';
import { maxPool3D, maxPool3DGrad, maxPoolGrad } from '../composed/max-pool';
import { padV2 } from '../composed/pad';
import { prelu } from '../composed/prelu';
import { mean, sum } from '../composed/reduce';
import { repeatFirst } from '../composed/repeat-first';
import { samePadding } from '../composed/same-padding';
import { slice } from '../composed/slice';
import { stridedSlice } from '../composed/strided-slice';
import { tile } from '../composed/tile';
import { transformEach } from '../composed/transform';
import { fusedKernelNames, unfused } from '../composed/unfused';
import { unsortedSegmentSum } from '../composed/unsorted-segment-sum';
import { fusedConvolutionGradient } from '../gradients/fused-convolution';
import { heapKernels } from '../heap/heap-kernels';
import { kernelFunc } from '../tfjs/kernel-func';
import { isOurs, origin } from '../tfjs/origin';
import { heapFirst } from './heap-first';

/** A kernel function, made from the one of tfjs that it replaces; where tfjs has none, the argument is not used. */
type Build = (stock: KernelFunc) => KernelFunc;

/** Corrections of kernels that every backend has, or lacks altogether. */
const everywhere: Record<string, Build> = {
  [AvgPoolGrad]: avgPoolGrad,
  [AvgPool3DGrad]: avgPool3DGrad,
  [Cumprod]: axisFromFront,
  [Cumsum]: axisFromFront,
  [FusedBatchNorm]: absentStatistics,
  [FusedConv2D]: fusedConvolutionGradient,
};

/** Corrections of the cpu backend, whose kernels wasm borrows. */
const cpu: Record<string, Build> = {
  [Add]: complexBroadcast,
  [Multiply]: complexBroadcast,
  [StridedSlice]: stridedSlice,
  [Sub]: complexBroadcast,
  [TensorScatterUpdate]: keepInput('tensor'),
  [Transform]: transformEach,
};

/** Kernels of tfjs's wasm backend that are wrong: cpu's take their place, except where ours on the heap do. */
const wrong: readonly string[] = [
  // Lose NaN, so that a net that has diverged looks healthy.
  ...[AvgPool, ClipByValue, MaxPool, Relu6],
  // In float32, what is infinite on the way stays so.
  Prod,
  // Take the smallest positive number for the lowest.
  ...[Dilation2D, Dilation2DBackpropFilter, Dilation2DBackpropInput, MaxPoolWithArgmax],
  // Take other frames than those of the window: the filter's with strides, the input's always.
  ...[Conv3DBackpropFilterV2, Conv3DBackpropInputV2],
  // Wrong for angles beyond 1e9, and no faster than JavaScript; zero for the sign of 1e-40.
  ...[Cos, Sin, Sign],
  // Take any index, and lists of two lengths.
  ...[GatherNd, ScatterNd, SparseSegmentMean, SparseSegmentSum],
  // Reads a transformation for each image, also where there is one for all; reflects to other places.
  Transform,
];

const wasm: Record<string, Build> = {
  ...Object.fromEntries(wrong.map((name) => [name, () => borrow(name)])),
  [_FusedMatMul]: () => unfused(_FusedMatMul),
  [Add]: broadcastBinary,
  [All]: ofNothing(All),
  [Any]: ofNothing(Any),
  [BatchMatMul]: batchMatMul,
  [Bincount]: bincount,
  [Cast]: cast,
  [Conv2D]: samePadding(false),
  [Conv2DBackpropFilter]: () => kernelFunc(conv2DBackpropFilter),
  [Conv2DBackpropInput]: () => kernelFunc(conv2DBackpropInput),
  [DepthwiseConv2dNative]: depthwiseConv2d,
  [DepthwiseConv2dNativeBackpropFilter]: () => kernelFunc(depthwiseConv2dNativeBackpropFilter),
  [DepthwiseConv2dNativeBackpropInput]: () => kernelFunc(depthwiseConv2dNativeBackpropInput),
  [Einsum]: () => einsum,
  [FFT]: () => fourier(false),
  [FusedBatchNorm]: fusedBatchNorm,
  [FusedConv2D]: samePadding(false),
  // tfjs's loses NaN.
  [FusedDepthwiseConv2D]: () => unfused(FusedDepthwiseConv2D),
  [IFFT]: () => fourier(true),
  [Identity]: () => kernelFunc(identity),
  [Max]: ofNothing(Max),
  [MaxPool3D]: () => kernelFunc(maxPool3D),
  [MaxPool3DGrad]: () => kernelFunc(maxPool3DGrad),
  [MaxPoolGrad]: () => kernelFunc(maxPoolGrad),
  [Maximum]: () => repeatFirst(Maximum),
  [Mean]: mean,
  [Minimum]: () => repeatFirst(Minimum),
  [Min]: ofNothing(Min),
  [Multiply]: broadcastBinary,
  [PadV2]: padV2,
  [Prelu]: prelu,
  [RealDiv]: broadcastBinary,
  [Slice]: slice,
  [StridedSlice]: stridedSlice,
  [Sub]: broadcastBinary,
  [Sum]: sum,
  [Tile]: tile,
  [UnsortedSegmentSum]: () => kernelFunc(unsortedSegmentSum),
};

const convolutions = [Conv2D, FusedConv2D];

/** Kernels of tfjs that stay as they are where ours on the heap cannot run, except for their padding. */
const unchanged = Object.fromEntries(
  [...Object.keys(heapKernels), ...windowKernelNames].map((name) => [name, (stock: KernelFunc) => stock]),
);

/**
 * Puts our kernels into a backend's registry, in place of tfjs's where it has one. A second call changes nothing.
 * On wasm, the kernels on the heap are tried first, once `loadKernels` has loaded them.
 */
export function registerKernels(backendName: string): void {
  const onWasm = backendName === 'wasm';
  const kernels = onWasm
    ? { ...unchanged, ...everywhere, ...wasm }
    : { ...everywhere, ...(backendName === 'cpu' && cpu) };
  for (const [kernelName, build] of Object.entries(kernels)) {
    const stock = getKernel(kernelName, backendName) as KernelConfig | undefined;
    if (stock ? isOurs(stock) : !onWasm || kernelName in everywhere) continue;
    if (stock) unregisterKernel(kernelName, backendName);
    const composed = build(stock?.kernelFunc as KernelFunc);
    const kernelFunc = onWasm ? checked(kernelName, heapFirst(kernelName, composed)) : composed;
    // The setup of tfjs's kernel stays: it runs when the backend starts and binds the functions that ours call.
    const config = { ...stock, kernelName, backendName, kernelFunc, [origin]: true };
    registerKernel(config);
  }
}

function checked(kernelName: string, kernel: KernelFunc): KernelFunc {
  if (kernelName === FusedBatchNorm) return absentStatistics(kernel);
  const fitting = fusedKernelNames.includes(kernelName) ? unfused(kernelName, kernel) : kernel;
  if (!windowKernelNames.includes(kernelName)) return fitting;
  const some = convolutions.includes(kernelName) ? ofNoChannels(kernelName, fitting) : fitting;
  const windows = channelsFirst(kernelName, explicitPadding(fittingWindow(kernelName, some)));
  return kernelName === FusedConv2D ? fusedConvolutionGradient(windows) : windows;
}
