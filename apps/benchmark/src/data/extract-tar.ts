import { extract } from 'tar';

/** Unpacks the chosen files of a gzipped tar archive into a folder, without the one folder they lie in. */
export async function extractTar(
  archive: string,
  folder: string,
  isWanted: (path: string) => boolean,
): Promise<void> {
  await extract({
    file: archive,
    cwd: folder,
    strict: true,
    filter: (path, entry) => isWanted(path) && 'type' in entry && entry.type === 'File',
    strip: 1,
  });
}
