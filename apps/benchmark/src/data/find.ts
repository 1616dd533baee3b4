import { DataError } from './data-error';
import { dataFolder } from './data-folder';
import type { Dataset } from './dataset';
import { unavailable } from './unavailable';

/**
 * Where a thread finds the data of a run.
 *
 * @throws DataError where it is not, and where it is other data than the run is about.
 */
export async function findDataset(dataset: Dataset, fingerprint: string): Promise<string> {
  const { path } = dataFolder();
  const location = dataset.locate(path);
  if (location === undefined) throw unavailable(dataset, path, `is not in ${path}`);
  const found = await dataset.fingerprint(location);
  if (found !== fingerprint) {
    throw new DataError(
      `The run is about other data than there is in ${location}: ${fingerprint}; got ${found}. ` +
        'Name the folder that has it with --data-dir.',
    );
  }
  return location;
}
