import { foldIn, type Key, normal } from '@backdropjs/random';
import {
  add,
  mean,
  mul,
  type NamedTensorMap,
  sqrt,
  squaredDifference,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';

/**
 * The full gradients plus Gaussian noise, weight tensor by weight tensor with the mean square of the difference between
 * the masked and the full gradient: the noise of the masks in this step, without its direction.
 */
export function addMatchedNoise(full: NamedTensorMap, masked: NamedTensorMap, key: Key): NamedTensorMap {
  return Object.fromEntries(
    Object.entries(full).map(([name, gradient], index) => {
      const noisy = tidy(() => {
        const deviation = sqrt(mean(squaredDifference(masked[name]!, gradient)));
        const noise = normal(foldIn(key, index), new Float32Array(gradient.size));
        return add(gradient, mul(tensor(noise, gradient.shape), deviation));
      });
      return [name, noisy];
    }),
  );
}
