import { Conv2DBackpropFilter, type KernelFunc, type TensorInfo, Transpose } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { compose } from './compose';

type Pad = 'valid' | 'same' | number | [number, number][];

interface LayoutAttrs {
  dataFormat?: 'NHWC' | 'NCHW';
  pad: Pad;
  inputShape?: number[];
}

/** The inputs that are images, in the layout of `dataFormat`. */
const images = ['x', 'dy'];

const toLast = <T>([batch, channels, rows, columns]: readonly T[]): T[] =>
  [batch, rows, columns, channels] as T[];

/** A convolution in the NCHW layout: transposes its images to NHWC, which is all that wasm computes in, and the result back. */
export function channelsFirst(kernelName: string, kernel: KernelFunc): KernelFunc {
  return kernelFunc<string, LayoutAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    if (attrs.dataFormat !== 'NCHW') return kernel(call);
    const { pad, inputShape } = attrs;
    return compose(backend, (run) => {
      const last: Record<string, TensorInfo> = { ...inputs };
      for (const name of images)
        if (last[name]) last[name] = run(Transpose, { x: last[name] }, { perm: [0, 2, 3, 1] });
      // PReLU's weights have the layout of the result, where they are not one for each channel.
      const weights = last['preluActivationWeights'];
      if (weights?.shape.length === 3) {
        last['preluActivationWeights'] = run(Transpose, { x: weights }, { perm: [1, 2, 0] });
      }
      const out = run(kernelName, last, {
        ...attrs,
        dataFormat: 'NHWC',
        ...(Array.isArray(pad) && { pad: toLast(pad) }),
        ...(inputShape && { inputShape: toLast(inputShape) }),
      });
      return kernelName === Conv2DBackpropFilter ? out : run(Transpose, { x: out }, { perm: [0, 3, 1, 2] });
    });
  });
}
