import {
  Bincount,
  cast,
  DenseBincount,
  gather,
  less,
  mul,
  reshape,
  type Tensor,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { setGradient } from './set-gradient';

/**
 * The gradient of counts by their weights: each weight is added to one count. TensorFlow has none. A count that only says whether
 * there is any does not change with them.
 */
export function registerCountGradients(): void {
  for (const kernelName of [Bincount, DenseBincount]) {
    setGradient(kernelName, ['x', 'weights'], (dy: Tensor, [x, weights], attrs) => ({
      weights: () => {
        if (attrs['binaryOutput'] || weights!.size === 0) return zerosLike(weights!);
        return tidy(() => {
          const bins = attrs['size'] as number;
          const isCounted = less(x!, bins);
          const bin = where(isCounted, x!, zerosLike(x!));
          const rows = dy.shape.length === 2 ? gather(dy, bin, 1, 1) : gather(dy, reshape(bin, [-1]));
          return mul(reshape(rows, weights!.shape), cast(isCounted, 'float32'));
        });
      },
    }));
  }
}
