import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packageRoot } from '../../package-root';
import { quantile } from '../../statistics/quantile';
import type { Table } from './table';

/**
 * The diabetes table of Efron et al. (2004), see data/README.md: 442 patients, ten features, positive where the
 * progression of the disease lies above the given quantile of all patients.
 */
export function readDiabetes(positiveQuantile: number): Table {
  const rows = readNumbers('diabetes_data_raw.csv.gz');
  const progression = readNumbers('diabetes_target.csv.gz').map((row) => row[0]!);
  const threshold = quantile(progression, positiveQuantile);
  return { rows, labels: progression.map((value) => Number(value > threshold)) };
}

function readNumbers(file: string): number[][] {
  const text = gunzipSync(readFileSync(join(packageRoot, 'data', file))).toString('utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
}
