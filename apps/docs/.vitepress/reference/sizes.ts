// What an import of one name weighs, measured on the built packages: all names in one pass, a second or two.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import type { PublicSymbol } from './convert';

const docs = fileURLToPath(new URL('../..', import.meta.url));

/** A program for each name that exports it and nothing else. What is imported when it is needed, if at all, does not count. */
const oneName: Plugin = {
  name: 'one-name',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^only:/ }, ({ path }) => ({ path, namespace: 'only' }));
    onLoad({ filter: /.*/, namespace: 'only' }, ({ path }) => {
      const [, name, specifier] = path.split(':');
      return { contents: `export { ${name} } from '${specifier}';`, resolveDir: docs };
    });
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/** Bytes of each value, minified and compressed (gzip -9) with all that it needs but TensorFlow.js. */
export async function measureSizes(values: readonly PublicSymbol[]): Promise<Map<PublicSymbol, number>> {
  const { outputFiles } = await build({
    entryPoints: values.map(({ name, specifiers: [specifier] }, i) => ({
      in: `only:${name}:${specifier}`,
      out: String(i),
    })),
    outdir: docs,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external: ['@tensorflow/*'],
    plugins: [oneName],
    logLevel: 'silent',
  }).catch(({ message }: Error) => {
    throw new Error(
      `reference: packages must be built as their sources are, got\n${message}; run turbo run build`,
    );
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [
      values[Number(/(\d+)\.js$/.exec(path)![1])]!,
      gzipSync(contents, { level: 9 }).length,
    ]),
  );
}
