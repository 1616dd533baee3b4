import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The environment carries the folder of --data-dir to the threads of this process. */
export const dataFolderVariable = 'BACKDROPJS_DATA_DIR';

/** Has this process and its threads look for data in a folder of the user's. */
export function useDataFolder(folder: string): void {
  process.env[dataFolderVariable] = resolve(folder);
}

/** Where the data is, or will be: a folder of the user's, to which nothing is downloaded, or the cache. */
export function dataFolder(): { path: string; isCache: boolean } {
  const chosen = process.env[dataFolderVariable];
  if (chosen) return { path: chosen, isCache: false };
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return { path: join(caches, 'backdropjs'), isCache: true };
}
