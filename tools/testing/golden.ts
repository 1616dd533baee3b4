import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads a file of golden vectors: from the folder named by `BACKDROPJS_GOLDEN_DIR` when it is set, else from
 * `test/golden/` of the package whose test directory is given.
 */
export function readGolden<T>(testDirectory: string, file: string): T {
  const directory = process.env['BACKDROPJS_GOLDEN_DIR'] || join(testDirectory, 'golden');
  return JSON.parse(readFileSync(join(directory, file), 'utf8')) as T;
}
