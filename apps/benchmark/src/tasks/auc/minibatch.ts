import { type Key, permutation } from '@backdropjs/random';
import type { Samples } from './table';

/** `size` different samples, drawn by the key. */
export function drawMinibatch({ features, labels, width }: Samples, size: number, key: Key): Samples {
  const chosen = permutation(key, labels.length).subarray(0, size);
  const drawn: Samples = {
    features: new Float32Array(size * width),
    labels: new Float32Array(size),
    width,
  };
  chosen.forEach((from, to) => {
    drawn.features.set(features.subarray(from * width, (from + 1) * width), to * width);
    drawn.labels[to] = labels[from]!;
  });
  return drawn;
}
