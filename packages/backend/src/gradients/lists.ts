import { SplitV, type Tensor, Unpack } from '@tensorflow/tfjs-core';
import { wrapGradient } from './wrap-gradient';

/** The gradients of what gives a list of tensors, where it has one entry: tfjs hands over the gradient without its list. */
export function registerListGradients(): void {
  for (const kernelName of [SplitV, Unpack]) {
    wrapGradient(
      kernelName,
      (stock) => (dy, saved, attrs) => stock(([] as Tensor[]).concat(dy), saved, attrs),
    );
  }
}
