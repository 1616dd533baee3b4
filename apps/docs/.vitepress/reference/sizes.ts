// What imports weigh, measured on the built packages: all of them in one pass, a second or two.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, transform } from 'esbuild';

const target = 'es2022';
const docs = fileURLToPath(new URL('../..', import.meta.url));

/** A program for each import that exports what it imports. What is imported when it is needed, if at all, does not count. */
const oneEach = (imports: readonly string[]): Plugin => ({
  name: 'one-each',
  setup({ onResolve, onLoad }) {
    // By number: esbuild reads a star in the name of a file as any name.
    onResolve({ filter: /^import:/ }, ({ path }) => ({ path, namespace: 'import' }));
    onLoad({ filter: /.*/, namespace: 'import' }, ({ path }) => ({
      contents: `export ${imports[Number(path.slice(7))]};`,
      resolveDir: docs,
    }));
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
});

/**
 * Bytes of each import, such as `{ key } from '@backdropjs/random'`, minified and compressed (gzip -9) with all that it needs but
 * TensorFlow.js: the source of every size on the site and in the READMEs.
 */
export async function measureSizes(imports: readonly string[]): Promise<Map<string, number>> {
  const { outputFiles } = await build({
    entryPoints: imports.map((_, i) => ({ in: `import:${i}`, out: String(i) })),
    outdir: docs,
    bundle: true,
    format: 'esm',
    target,
    write: false,
    external: ['@tensorflow/*'],
    plugins: [oneEach(imports)],
    logLevel: 'silent',
  }).catch(({ message }: Error) => {
    throw new Error(
      `reference: packages must be built as their sources are, got\n${message}; run turbo run build`,
    );
  });
  const sizes = outputFiles.map(async ({ path, text }): Promise<[string, number]> => {
    // A pass of its own, which also drops the names of TensorFlow.js that nothing is left of.
    const { code } = await transform(text, { minify: true, treeShaking: true, format: 'esm', target });
    return [imports[Number(/(\d+)\.js$/.exec(path)![1])]!, gzipSync(code, { level: 9 }).length];
  });
  return new Map(await Promise.all(sizes));
}
