import {
  _FusedMatMul,
  Add,
  BatchMatMul,
  Conv2D,
  DepthwiseConv2dNative,
  Elu,
  FusedConv2D,
  type FusedConv2DAttrs,
  FusedDepthwiseConv2D,
  type KernelFunc,
  LeakyRelu,
  Prelu,
  Relu,
  Relu6,
  Sigmoid,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { refuse } from '../check';
import { kernelFunc } from '../tfjs/kernel-func';
import type { KernelCall } from '../tfjs/wasm-backend';
import { compose, type Run } from './compose';

/** Each fused kernel's operation without bias and activation, and how many channels its result has. */
const plain: Record<string, [name: string, channels: (call: Call) => number]> = {
  [_FusedMatMul]: [BatchMatMul, ({ inputs: { b }, attrs }) => b!.shape.at(attrs.transposeB ? -2 : -1)!],
  [FusedConv2D]: [Conv2D, ({ inputs: { filter } }) => filter!.shape[3]!],
  [FusedDepthwiseConv2D]: [
    DepthwiseConv2dNative,
    ({ inputs: { filter } }) => filter!.shape[2]! * filter!.shape[3]!,
  ],
};

type FusedAttrs = FusedConv2DAttrs & { transposeB?: boolean };
type Call = KernelCall<string, FusedAttrs>;

const activations: Record<string, string> = {
  elu: Elu,
  leakyrelu: LeakyRelu,
  prelu: Prelu,
  relu: Relu,
  relu6: Relu6,
  sigmoid: Sigmoid,
};

/**
 * A fused kernel as one operation after the other. tfjs's fused kernels on wasm refuse a bias of another rank and read beyond one that
 * is shorter; its matrix product adds the bias wrongly to batches; and before other activations than ours they lose NaN.
 *
 * @param fused - the kernel for a bias and PReLU weights of one float for each channel, if there is one.
 */
export function unfused(kernelName: string, fused?: KernelFunc): KernelFunc {
  const [operation, channelsOf] = plain[kernelName]!;
  return kernelFunc<string, FusedAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    const { bias, preluActivationWeights: weights, ...operands } = inputs;
    const channels = channelsOf(call);
    const fits = [bias, weights].every((given) => !given || isVector(given, channels));
    const areFloats = Object.values(operands).every(({ dtype }) => dtype === 'float32');
    const { activation = 'linear' } = attrs;
    if (fused && fits && areFloats && ['linear', 'relu'].includes(activation)) return fused(call);
    return compose(backend, (run) => {
      const product = run(operation, operands, attrs);
      const sum = bias ? run(Add, { a: product, b: bias }) : product;
      return activate(run, sum, attrs, weights);
    });
  });
}

/** The kernels that fuse an operation with a bias and an activation. */
export const fusedKernelNames: readonly string[] = Object.keys(plain);

function isVector({ shape }: TensorInfo, size: number): boolean {
  return shape.length === 1 && shape[0] === size;
}

function activate(run: Run, x: TensorInfo, attrs: FusedConv2DAttrs, weights?: TensorInfo): TensorInfo {
  const { activation = 'linear', leakyreluAlpha } = attrs;
  if (activation === 'linear') return x;
  const kernelName = activations[activation];
  if (!kernelName) {
    refuse(
      'backend',
      `activation must be linear or among ${Object.keys(activations).join(', ')}`,
      activation,
    );
  }
  return run(kernelName, weights ? { x, alpha: weights } : { x }, { alpha: leakyreluAlpha });
}
