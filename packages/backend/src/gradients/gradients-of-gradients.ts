import {
  AvgPool,
  AvgPool3D,
  AvgPool3DGrad,
  AvgPoolGrad,
  Elu,
  EluGrad,
  Exp,
  engine,
  gather,
  LogSoftmax,
  LRN,
  less,
  Max,
  MaxPool3D,
  MaxPoolGrad,
  Min,
  maxPoolWithArgmax,
  mul,
  type NamedAttrMap,
  type NamedTensorMap,
  Pow,
  ResizeBilinear,
  ResizeBilinearGrad,
  ResizeNearestNeighbor,
  ResizeNearestNeighborGrad,
  reshape,
  Sigmoid,
  Softmax,
  Tanh,
  type Tensor,
  type Tensor4D,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { setGradient } from './set-gradient';
import { wrapGradient } from './wrap-gradient';

/** Operations whose gradient uses their result: with ours, the tape is put in order. */
const ofResults = [Elu, Exp, LogSoftmax, LRN, Max, MaxPool3D, Min, Pow, Sigmoid, Softmax, Tanh];

/** Makes gradients of gradients (penalties on them) right for the operations in which tfjs has none or loses a term. */
export function registerGradientsOfGradients(): void {
  for (const kernelName of ofResults) {
    wrapGradient(kernelName, (stock) => stock);
  }
  setGradient(EluGrad, ['dy', 'y'], (ddx: Tensor, [dy, y]) => ({
    dy: () => run(EluGrad, { dy: ddx, y: y! }, {}),
    y: () => where(less(y!, 0), mul(dy!, ddx), zerosLike(ddx)),
  }));
  // Linear in dy, as is the operation in x whose gradient they are; the other inputs only tell shapes or where the maxima are.
  setGradient(AvgPoolGrad, ['input'], (ddx: Tensor, [input], attrs) => ({
    dy: () => run(AvgPool, { x: ddx }, attrs),
    input: () => zerosLike(input!),
  }));
  setGradient(AvgPool3DGrad, ['input'], (ddx: Tensor, [input], attrs) => ({
    dy: () => run(AvgPool3D, { x: ddx }, { dataFormat: 'NDHWC', ...attrs }),
    input: () => zerosLike(input!),
  }));
  setGradient(MaxPoolGrad, ['input', 'output'], (ddx: Tensor, [input, output], attrs) => ({
    dy: () => {
      const { filterSize, strides, pad } = attrs as { filterSize: number; strides: number; pad: 'same' };
      const { indexes } = maxPoolWithArgmax(input as Tensor4D, filterSize, strides, pad, true);
      return gather(reshape(ddx, [-1]), indexes!);
    },
    input: () => zerosLike(input!),
    output: () => zerosLike(output!),
  }));
  for (const [kernelName, forward] of [
    [ResizeBilinearGrad, ResizeBilinear],
    [ResizeNearestNeighborGrad, ResizeNearestNeighbor],
  ] as const) {
    setGradient(kernelName, ['images'], (ddx: Tensor, [images], attrs) => ({
      dy: () => run(forward, { images: ddx }, attrs),
      images: () => zerosLike(images!),
    }));
  }
}

function run(name: string, inputs: NamedTensorMap, attrs: NamedAttrMap): Tensor {
  return engine().runKernel(name, inputs, attrs);
}
