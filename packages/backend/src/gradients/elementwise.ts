import { Relu, Square, type Tensor } from '@tensorflow/tfjs-core';
import { doubledProduct } from '../heap/channels';
import { reluGradient } from '../heap/relu-gradient';
import { onHeap } from './on-heap';
import { wrapGradient } from './wrap-gradient';

/** The gradients of relu and of squares; on wasm one operation each instead of three or four. */
export function registerElementwiseGradients(): void {
  for (const [kernelName, gradient] of [
    [Relu, reluGradient],
    [Square, doubledProduct],
  ] as const) {
    wrapGradient(kernelName, (stock) => (dy, saved, attrs) => ({
      x: () => {
        const [dx] = onHeap({ dy: dy as Tensor, x: saved[0]! }, gradient) ?? [];
        return dx ?? stock(dy, saved, attrs)['x']!();
      },
    }));
  }
}
