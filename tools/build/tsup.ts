import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative } from 'node:path';
import type { Options } from 'tsup';
import { pureValues } from './pure-values';

/** How every package is built: both module systems and types, for any platform, with source maps that point to the shipped sources. */
export function packageBuild(entry: Options['entry'], options: Options = {}): Options {
  return {
    entry: entry!,
    format: ['esm', 'cjs'],
    platform: 'neutral',
    target: 'es2022',
    dts: true,
    sourcemap: true,
    clean: true,
    // Classes and values stand once, also in CommonJS.
    splitting: true,
    // The sources are in the package.
    esbuildOptions(esbuild) {
      esbuild.sourcesContent = false;
    },
    esbuildPlugins: [pureValues],
    plugins: [shippedMaps],
    ...options,
  };
}

/**
 * A plugin of tsup: maps name sources of the package by relative paths. Code of others, which is not shipped as source, has no map,
 * and neither have CommonJS files: they are made of the ES modules, and their maps lead half of the way, to themselves.
 */
const shippedMaps = {
  name: 'shipped-maps',
  async buildEnd({ writtenFiles }: { writtenFiles: readonly { name: string }[] }): Promise<void> {
    for (const { name } of writtenFiles.filter((file) => file.name.endsWith('.map'))) {
      const program = name.slice(0, -'.map'.length);
      const { sourcesContent, file, ...map } = JSON.parse(await readFile(name, 'utf8')) as {
        file?: string;
        sources: string[];
        sourcesContent?: string[];
      };
      const sources = map.sources.map((path) => (isAbsolute(path) ? relative(dirname(name), path) : path));
      if (sources.every((path) => path.startsWith('../src/'))) {
        await writeFile(name, JSON.stringify({ ...map, sources }));
        continue;
      }
      const text = await readFile(program, 'utf8');
      await writeFile(program, text.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n'));
      await rm(name);
    }
  },
};
