import { quantile } from '../../statistics/quantile';
import { readNumbers, type Table } from './table';

/**
 * The diabetes table of Efron et al. (2004): 442 patients, ten features, positive where the progression of the disease
 * lies above the given quantile of all patients.
 */
export function readDiabetes(positiveQuantile: number): Table {
  const rows = readNumbers('diabetes_data_raw.csv.gz', /\s+/);
  const progression = readNumbers('diabetes_target.csv.gz', /\s+/).map((row) => row[0]!);
  const threshold = quantile(progression, positiveQuantile);
  return { rows, labels: progression.map((value) => Number(value > threshold)) };
}
