import { runAuc } from '../auc/run';
import type { Outcome } from '../outcome';
import type { AucTableConfig } from './config';
import { buildPerceptron } from './perceptron';
import { readTable } from './read-table';
import { splitTable } from './split';
import { withWrongLabels } from './wrong-labels';

/** Splits the table by seed and trains on it. */
export async function runAucTableJob(config: AucTableConfig, seed: number): Promise<Outcome> {
  const { train, test } = splitTable(readTable(config), config, seed);
  const { labelNoise = 0 } = config as { labelNoise?: number };
  const split = { train: withWrongLabels(train, labelNoise, seed), test };
  return runAuc(config, seed, split, () => buildPerceptron(config.hidden, split.train.shape, seed));
}
