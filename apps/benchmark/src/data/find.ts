import { fail } from '../check';
import { DataError } from './data-error';
import { dataFolder } from './data-folder';
import type { Dataset } from './dataset';
import { failUnavailable } from './unavailable';

/**
 * Where a thread finds the data of a run.
 *
 * @throws DataError where it is not, and where it is other data than the run is about.
 */
export async function findDataset(dataset: Dataset, fingerprint: string): Promise<string> {
  const { path } = dataFolder();
  const location = dataset.locate(path);
  if (location === undefined) return failUnavailable('findDataset', dataset, path, 'nothing there');
  const found = await dataset.fingerprint(location);
  if (found !== fingerprint) {
    const remedy = 'name the folder that has it with --data-dir';
    fail('findDataset', `the data in ${location} must be that of the run, ${fingerprint}`, found, remedy, {
      kind: DataError,
    });
  }
  return location;
}
