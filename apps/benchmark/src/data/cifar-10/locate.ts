import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../check';
import { DataError } from '../data-error';

export const trainingFiles = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);
export const testFile = 'test_batch.bin';
const files = [...trainingFiles, testFile];

/** The folder of the six batches: the given one, or `cifar-10-batches-bin` in it. */
export function locateCifar10(folder: string): string | undefined {
  for (const candidate of [folder, join(folder, 'cifar-10-batches-bin')]) {
    const missing = files.filter((file) => !existsSync(join(candidate, file)));
    if (missing.length === 0) return candidate;
    if (missing.length < files.length) {
      const got = `all but ${missing.join(', ')}`;
      fail('locateCifar10', `CIFAR-10 in ${candidate} must be complete`, got, 'put those there', {
        kind: DataError,
      });
    }
  }
  return undefined;
}

/** Whether a path in the archive is one of the batches. */
export function isBatchFile(path: string): boolean {
  return files.some((file) => path.endsWith(`/${file}`));
}
