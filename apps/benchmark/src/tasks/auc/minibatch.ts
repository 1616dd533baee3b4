import { type Key, permutation } from '@backdropjs/random';
import type { Samples } from './samples';

/** `size` different samples, drawn by the key. */
export function drawMinibatch({ features, labels, shape }: Samples, size: number, key: Key): Samples {
  const chosen = permutation(key, labels.length).subarray(0, size);
  const width = features.length / labels.length;
  const drawn: Samples = {
    features: new Float32Array(size * width),
    labels: new Float32Array(size),
    shape,
  };
  chosen.forEach((from, to) => {
    drawn.features.set(features.subarray(from * width, (from + 1) * width), to * width);
    drawn.labels[to] = labels[from]!;
  });
  return drawn;
}
