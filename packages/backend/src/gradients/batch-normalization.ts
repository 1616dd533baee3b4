import {
  add,
  broadcast_util,
  FusedBatchNorm,
  type FusedBatchNormAttrs,
  mul,
  reshape,
  rsqrt,
  scalar,
  sub,
  sum,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { batchNormGradient } from '../heap/batch-norm-gradient';
import { onHeap } from './on-heap';
import { wrapGradient } from './wrap-gradient';

/**
 * With r = 1 / sqrt(variance + epsilon), y = (x - mean) r scale + offset, S = sum of dy and T = sum of
 * dy (x - mean) over all positions of a channel:
 * dx = dy r scale, dmean = -S r scale, dvariance = -T r^3 scale / 2, dscale = T r, doffset = S.
 *
 * Two sums are all that touches whole feature maps. tfjs tiles the statistics to the size of x, takes four sums,
 * and fails when the statistics have the rank of x (normalization along another axis than the last).
 */
export function registerBatchNormalizationGradient(): void {
  wrapGradient(FusedBatchNorm, () => (dy, saved, attrs) => {
    const { varianceEpsilon } = attrs as unknown as FusedBatchNormAttrs;
    // tfjs cannot save an absent scale, so it is always there.
    const [x, mean, variance, scale] = saved as [Tensor, Tensor, Tensor, Tensor];
    const dY = dy as Tensor;
    const fused = onHeap({ dy: dY, x, mean, variance, scale }, (heap, given) =>
      batchNormGradient(heap, { ...given, varianceEpsilon }),
    );
    if (fused) {
      const [dx, dMean, dVariance, dScale, dOffset] = fused as [Tensor, Tensor, Tensor, Tensor, Tensor];
      return {
        x: () => dx,
        mean: () => dMean,
        variance: () => dVariance,
        scale: () => dScale,
        offset: () => dOffset,
      };
    }
    const axes = broadcast_util.getReductionAxes(mean.shape, x.shape);
    const [s, t, r, rScale] = tidy(() => {
      const inverse = rsqrt(add(variance, scalar(varianceEpsilon)));
      // In this order: on wasm, one pass takes both sums.
      const t = sum(mul(dY, sub(x, mean)), axes);
      return [
        reshape(sum(dY, axes), mean.shape),
        reshape(t, mean.shape),
        inverse,
        mul(inverse, scale),
      ] as Tensor[] as [Tensor, Tensor, Tensor, Tensor];
    });
    return {
      x: () => mul(dY, rScale),
      mean: () => mul(mul(s, rScale), scalar(-1)),
      variance: () => mul(mul(t, rScale), mul(mul(r, r), scalar(-0.5))),
      scale: () => mul(t, r),
      offset: () => s,
    };
  });
}
