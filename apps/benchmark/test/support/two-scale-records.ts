import { foldIn, key, normal } from '@backdropjs/random';
import { afterEach } from 'vitest';
import type { RunRecord } from '../../src/records/record';
import { recordOf, runsOf } from './records';

export const means: Record<string, number> = { none: 0.67, 'both-0.8-shared': 0.7, 'crop-32': 0.85 };
export const runs = runsOf('two-scale', 'quick');

/** Made-up results whose arms differ by the means above and whose seeds scatter alike. */
export const records: RunRecord[] = runs.map((run) => {
  const [seedNoise, ownNoise] = normal(foldIn(key(run.seed), run.arm.length), 2);
  const accuracy = means[run.arm]! + 0.02 * seedNoise! + 0.005 * ownNoise!;
  return recordOf(run, { accuracy, loss: 1 - accuracy, fineAccuracy: 0.99, coarseAccuracy: accuracy });
});

afterEach(() => {
  process.exitCode = undefined;
});
