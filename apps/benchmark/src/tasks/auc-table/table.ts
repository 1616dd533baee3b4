import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packageRoot } from '../../files/package-root';

/** Rows of numbers with a binary label. */
export interface Table {
  rows: readonly (readonly number[])[];
  /** 1 for the positive class, 0 for the other. */
  labels: readonly number[];
}

/** The rows of a bundled file of numbers, see data/README.md. */
export function readNumbers(file: string, separator: string | RegExp): number[][] {
  const text = gunzipSync(readFileSync(join(packageRoot, 'data', file))).toString('utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(separator).map(Number));
}
