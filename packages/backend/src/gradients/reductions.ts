import { div, Mean, Prod, reshape, Sum, type Tensor, tile, util } from '@tensorflow/tfjs-core';
import { spread } from '../heap/channels';
import { onHeap } from './on-heap';
import { wrapGradient } from './wrap-gradient';

/**
 * The gradient of a sum is dy at every position that was summed, that of a mean dy / count. tfjs multiplies by a
 * tensor of ones that it fills value by value in JavaScript.
 */
export function registerReductionGradients(): void {
  for (const [kernelName, divisor] of [
    [Sum, () => 1],
    [Mean, (count: number) => count],
  ] as const) {
    wrapGradient(kernelName, () => (dy, saved, attrs) => {
      const x = saved[0]!;
      const axes = util.parseAxisParam(attrs['axis'] as number[], x.shape);
      const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const count = util.sizeFromShape(x.shape) / util.sizeFromShape(kept);
      const reps = x.shape.map((size, axis) => (axes.includes(axis) ? size : 1));
      const share = (kept: Tensor) => (divisor(count) === 1 ? kept : div(kept, divisor(count)));
      return {
        x: () => {
          const [dx] =
            onHeap({ dy: dy as Tensor }, (heap, { dy }) => spread(heap, dy, x.shape, axes, divisor(count))) ??
            [];
          return dx ?? tile(share(reshape(dy as Tensor, kept)), reps);
        },
      };
    });
  }
  // tfjs's does not know axes counted from the back.
  wrapGradient(Prod, (stock) => (dy, saved, attrs) => {
    const axis = util.parseAxisParam(attrs['axis'] as number[], saved[0]!.shape).sort((a, b) => a - b);
    return stock(dy, saved, { ...attrs, axis });
  });
}
