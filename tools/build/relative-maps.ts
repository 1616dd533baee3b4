import { readFile, writeFile } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';

/** A plugin of tsup, which writes the absolute paths of CommonJS chunks into their source maps: leaves the files' names. */
export const relativeMaps = {
  name: 'relative-maps',
  async buildEnd({ writtenFiles }: { writtenFiles: readonly { name: string }[] }): Promise<void> {
    const local = (path: string) => (isAbsolute(path) ? basename(path) : path);
    for (const { name } of writtenFiles.filter((file) => file.name.endsWith('.map'))) {
      const map = JSON.parse(await readFile(name, 'utf8')) as { file?: string; sources: string[] };
      const { file, sources } = map;
      const names = { ...(file && { file: local(file) }), sources: sources.map(local) };
      await writeFile(name, JSON.stringify({ ...map, ...names }));
    }
  },
};
