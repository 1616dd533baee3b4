import { measure, type Outcome } from '../outcome';
import type { AucConfig } from './config';
import { readDiabetes } from './diabetes';
import { trainAuc } from './run';
import { splitTable } from './split';

/** Splits the table by seed and trains on it. `bestAuc` is what stopping at the best point would have given. */
export async function runAucJob(config: AucConfig, seed: number): Promise<Outcome> {
  const split = splitTable(readDiabetes(config.positiveQuantile), config, seed);
  const outcome = measure(() => trainAuc(config, seed, split));
  const bestAuc = Math.max(...outcome.curve.map((point) => point['auc']!));
  return { ...outcome, metrics: { ...outcome.metrics, bestAuc } };
}
