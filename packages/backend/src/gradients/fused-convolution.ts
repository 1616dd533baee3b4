import {
  broadcast_util,
  Conv2D,
  engine,
  getGradient,
  type KernelFunc,
  type NamedAttrMap,
  reshape,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { isDilated, type Windows } from './dilated-convolution';

type Tape = ReturnType<typeof engine>['state']['activeTape'];
type Gradient = NonNullable<Tape[number]['gradient']>;

/**
 * `tf.fused.conv2d`, which tf.layers calls, brings a gradient of its own that refuses dilations and the NCHW layout. It is
 * written on tfjs's tape right after this kernel; for such calls, this replaces it by that of the convolution.
 */
export function fusedConvolutionGradient(kernel: KernelFunc): KernelFunc {
  return (call) => {
    const out = kernel(call);
    const { activeTape, gradientDepth } = engine().state;
    const attrs = call.attrs as NamedAttrMap;
    const isRefused = isDilated(attrs as unknown as Windows) || attrs['dataFormat'] === 'NCHW';
    if (activeTape && gradientDepth > 0 && isRefused) {
      const { x, filter, bias } = call.inputs as unknown as Record<'x' | 'filter', Tensor> & {
        bias?: Tensor;
      };
      const convolution = getGradient(Conv2D).gradFunc;
      replaceNext(activeTape, [x, filter], ([dy]) => {
        const gradients = convolution(dy!, [x, filter], attrs);
        const biasGradient = () => sumTo(dy!, bias!.shape, attrs['dataFormat'] === 'NCHW');
        return { 0: gradients['x']!, 1: gradients['filter']!, ...(bias && { 2: biasGradient }) };
      });
    }
    return out;
  };
}

/** Gives the next operation on the tape that has these first inputs another gradient. */
function replaceNext(tape: Tape, inputs: readonly Tensor[], gradient: Gradient): void {
  const { push } = tape;
  tape.push = (...nodes) => {
    const node = nodes.find(({ inputs: given }) => inputs.every((input, i) => given[i] === input));
    if (node) {
      node.gradient = gradient;
      tape.push = push;
    }
    return push.apply(tape, nodes);
  };
}

/** The gradient of a bias of this shape: for NCHW, one for each channel. */
function sumTo(dy: Tensor, shape: number[], channelsFirst: boolean): Tensor {
  if (channelsFirst && shape.length === 1 && shape[0] !== 1) return sum(dy, [0, 2, 3]);
  return reshape(sum(dy, broadcast_util.getReductionAxes(shape, dy.shape)), shape);
}
