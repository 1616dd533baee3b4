import { runAuc } from '../auc/run';
import type { Outcome } from '../outcome';
import { readBreastCancer } from './breast-cancer';
import type { AucTableConfig } from './config';
import { readDiabetes } from './diabetes';
import { readDigits } from './digits';
import { buildPerceptron } from './perceptron';
import { splitTable } from './split';
import type { Table } from './table';
import { withWrongLabels } from './wrong-labels';

/** Splits the table by seed and trains on it. */
export async function runAucTableJob(config: AucTableConfig, seed: number): Promise<Outcome> {
  const { train, test } = splitTable(readTable(config), config, seed);
  const { labelNoise = 0 } = config as { labelNoise?: number };
  const split = { train: withWrongLabels(train, labelNoise, seed), test };
  return runAuc(config, seed, split, () => buildPerceptron(config.hidden, split.train.shape, seed));
}

/** The table that a configuration names. */
function readTable(config: AucTableConfig): Table {
  switch (config.table) {
    case 'diabetes':
      return readDiabetes(config.positiveQuantile);
    case 'digits':
      return readDigits(config.positiveDigit);
    case 'breast-cancer':
      return readBreastCancer();
  }
}
