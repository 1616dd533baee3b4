import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, show } from '../check';
import { hashFile } from '../files/hash-file';
import { acquireLock } from '../files/lock';
import { DataError } from './data-error';
import { dataFolder } from './data-folder';
import type { Archive, Dataset } from './dataset';
import { download, verify } from './download';
import { failUnavailable } from './unavailable';

export interface PrepareOptions {
  /** Whether files that the cache lacks may be downloaded. */
  download: boolean;
  log: (line: string) => void;
}

/**
 * Makes sure that the data is there, unpacking archives that were put there and downloading those that are not, and
 * returns its fingerprint.
 *
 * @throws DataError when it cannot be had, with what to do about it.
 */
export async function prepareDataset(dataset: Dataset, options: PrepareOptions): Promise<string> {
  const { path: folder, isCache } = dataFolder();
  try {
    const found = dataset.locate(folder);
    if (found !== undefined) return await dataset.fingerprint(found);
    const absent = dataset.archives.filter(({ file }) => !existsSync(join(folder, file)));
    if (absent.length > 0 && !(isCache && options.download)) {
      failUnavailable('prepareDataset', dataset, folder, 'nothing there');
    }
    await obtain(dataset, folder, options.log);
    return await dataset.fingerprint(join(folder, dataset.folder));
  } catch (error) {
    if (error instanceof DataError) throw error;
    return failUnavailable('prepareDataset', dataset, folder, show(error), error);
  }
}

/** Leaves either the whole data in its folder, or nothing there and what could be downloaded for the next time. */
async function obtain(dataset: Dataset, folder: string, log: PrepareOptions['log']): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const releaseLock = acquireLock(join(folder, 'download.lock'), 'name another folder with --data-dir');
  try {
    // Another process may have been at it until just now.
    if (dataset.locate(folder) !== undefined) return;
    for (const archive of dataset.archives) await fetchArchive(dataset, archive, folder, log);
    const partial = join(folder, `${dataset.folder}.partial`);
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial);
    for (const { file, unpack } of dataset.archives) {
      const path = join(folder, file);
      await unpack(path, partial).catch((error: unknown) => {
        const remedy = 'make room if the disk is full; else delete the file';
        const failure = { kind: DataError, cause: error };
        return fail('prepareDataset', `${path} must be unpacked`, show(error), remedy, failure);
      });
    }
    if (dataset.locate(partial) === undefined) {
      const constraint = `the archives in ${folder} must hold ${dataset.title}`;
      fail('prepareDataset', constraint, 'something else', 'delete them', { kind: DataError });
    }
    const { contents } = dataset;
    const unpacked = await contents?.of(partial);
    if (unpacked !== contents?.sha256) {
      const constraint = `${dataset.title}, as unpacked in ${folder}, must have the SHA-256 ${contents?.sha256}`;
      fail('prepareDataset', constraint, `${unpacked}`, 'delete the archives', { kind: DataError });
    }
    renameSync(partial, join(folder, dataset.folder));
    for (const { file } of dataset.archives) rmSync(join(folder, file));
  } finally {
    releaseLock();
  }
}

async function fetchArchive(dataset: Dataset, archive: Archive, folder: string, log: PrepareOptions['log']) {
  const path = join(folder, archive.file);
  const checksums = [archive.checksum, ...archive.further];
  if (existsSync(path)) return verify(path, checksums);
  log(`Downloading ${archive.url} (${archive.megabytes} MB) to ${folder}.`);
  // What is published is known to a megabyte.
  const mostBytes = (archive.megabytes + 1) * 2 ** 20;
  await download({ url: archive.url, path, checksums, mostBytes }).catch((error: unknown) =>
    failUnavailable('prepareDataset', dataset, folder, show(error), error),
  );
  log(`${archive.file} has the SHA-256 ${await hashFile(path, 'sha256')}.`);
}
