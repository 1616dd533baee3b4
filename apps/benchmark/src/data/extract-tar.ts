import { extract } from 'tar';
import { refuse } from '../check';

/**
 * Unpacks the chosen files of a gzipped tar archive into a folder, without the one folder they lie in.
 *
 * @throws RangeError for files that would be one without their folders.
 */
export async function extractTar(
  archive: string,
  folder: string,
  isWanted: (path: string) => boolean,
): Promise<void> {
  const names = new Set<string>();
  let twice: string | undefined;
  await extract({
    file: archive,
    cwd: folder,
    strict: true,
    filter: (path, entry) => {
      if (!isWanted(path) || !('type' in entry) || entry.type !== 'File') return false;
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (names.has(name)) twice ??= name;
      names.add(name);
      return true;
    },
    strip: 1,
  });
  if (twice !== undefined) refuse('extractTar', 'files must have names of their own', twice);
}
