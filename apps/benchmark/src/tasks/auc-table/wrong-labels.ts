import { bernoulli, foldIn, key } from '@backdropjs/random';
import type { Samples } from '../auc/samples';

/** Turns each label over with the given chance, by seed. */
export function withWrongLabels(samples: Samples, chance: number, seed: number): Samples {
  const wrong = bernoulli(foldIn(key(seed), 'label noise'), chance, samples.labels.length);
  return { ...samples, labels: samples.labels.map((label, i) => (wrong[i] ? 1 - label : label)) };
}
