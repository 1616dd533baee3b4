import { runAuc } from '../auc/run';
import type { Outcome } from '../outcome';
import type { AucTableConfig } from './config';
import { buildPerceptron } from './perceptron';
import { readTable } from './read-table';
import { splitTable } from './split';

/** Splits the table by seed and trains on it. */
export async function runAucTableJob(config: AucTableConfig, seed: number): Promise<Outcome> {
  const split = splitTable(readTable(config), config, seed);
  return runAuc(config, seed, split, () => buildPerceptron(config.hidden, split.train.shape, seed));
}
