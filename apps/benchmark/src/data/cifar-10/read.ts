import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFile, trainingFiles } from './locate';
import { parseRecords, type Records } from './records';

export interface Cifar10 {
  train: Records;
  test: Records;
  fingerprint: string;
}

/** @throws DataError for a batch that is not a whole number of records with labels from 0 to 9. */
export function readCifar10(location: string): Cifar10 {
  const hash = createHash('sha256');
  const read = (file: string) => {
    const bytes = readFileSync(join(location, file));
    hash.update(bytes);
    return parseRecords(bytes, join(location, file));
  };
  const batches = trainingFiles.map(read);
  const train = {
    labels: Uint8Array.from(batches.flatMap(({ labels }) => [...labels])),
    images: batches.flatMap(({ images }) => images),
  };
  const test = read(testFile);
  const counts = `${train.labels.length} + ${test.labels.length} images`;
  return { train, test, fingerprint: `CIFAR-10, ${counts}, SHA-256 ${hash.digest('hex').slice(0, 16)}` };
}
