import {
  BatchMatMul,
  broadcast_util,
  Maximum,
  Minimum,
  mul,
  neg,
  reshape,
  SquaredDifference,
  sub,
  sum,
  type Tensor,
  zeros,
} from '@tensorflow/tfjs-core';
import { setGradient } from './set-gradient';
import { wrapGradient } from './wrap-gradient';

/** Gradients of operands that are repeated along an axis, which are sums over it: tfjs leaves them out for some operations. */
export function registerBroadcastGradients(): void {
  for (const kernelName of [BatchMatMul, Maximum, Minimum]) {
    wrapGradient(kernelName, (stock) => (dy, saved, attrs) => {
      const [a, b] = saved as [Tensor, Tensor];
      const gradients = stock(dy, saved, attrs) as Record<'a' | 'b', () => Tensor>;
      return { a: () => sumTo(gradients.a(), a.shape), b: () => sumTo(gradients.b(), b.shape) };
    });
  }
  setGradient(SquaredDifference, ['a', 'b'], (dy: Tensor, [a, b]) => {
    const slope = () => mul(mul(dy, 2), sub(a!, b!));
    return { a: () => sumTo(slope(), a!.shape), b: () => sumTo(neg(slope()), b!.shape) };
  });
}

/** The sum over the axes along which a tensor of this shape was repeated. */
function sumTo(gradient: Tensor, shape: number[]): Tensor {
  if (gradient.shape.join() === shape.join()) return gradient;
  if (gradient.size === 0) return zeros(shape);
  return reshape(sum(gradient, broadcast_util.getReductionAxes(shape, gradient.shape)), shape);
}
