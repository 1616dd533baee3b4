import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { refuse } from '../check';

/**
 * Unpacks the chosen files of a zip archive into a folder, without the folders they lie in.
 *
 * @throws RangeError for files that would be one without their folders.
 */
export async function extractZip(
  archive: string,
  folder: string,
  isWanted: (path: string) => boolean,
): Promise<void> {
  const zip = await openPromise(archive);
  const names = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry;
    if (!isWanted(fileName)) continue;
    const name = fileName.slice(fileName.lastIndexOf('/') + 1);
    if (names.has(name)) refuse('extractZip', 'files must have names of their own', name);
    names.add(name);
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(join(folder, name)));
  }
}
