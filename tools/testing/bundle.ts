import { gzipSync } from 'node:zlib';
import { build, type Rollup, transformWithEsbuild } from 'vite';

/**
 * What a module, as TypeScript source, and everything that it imports weighs minified and compressed (gzip -9); packages
 * that match `external` do not count, and are returned.
 */
export async function bundle(entry: string, external: RegExp): Promise<{ bytes: number; imports: string[] }> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@backdropjs/source'] },
    build: {
      write: false,
      lib: { entry, formats: ['es'], fileName: 'bundle' },
      rollupOptions: { external },
    },
  });
  const [{ output }] = built as [Rollup.RollupOutput];
  const [chunk] = output;
  // Vite itself leaves the white space of libraries.
  const { code } = await transformWithEsbuild(chunk.code, 'bundle.js', { minify: true, target: 'es2022' });
  return { bytes: gzipSync(code, { level: 9 }).length, imports: chunk.imports };
}
