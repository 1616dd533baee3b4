import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin as Extension } from 'esbuild';
import type { UserConfig } from 'vitepress';

const live = fileURLToPath(new URL('../live', import.meta.url));
/** Every demo that has a worker. */
const names = readdirSync(live).filter((name) => existsSync(join(live, name, 'worker.ts')));
const started = /new URL\(\s*["']\.\/worker\.ts["'],\s*import\.meta\.url\s*\)/;

/** Of the Vite that VitePress brings. */
type Plugin = Extract<NonNullable<NonNullable<UserConfig['vite']>['plugins']>[number], { name: string }>;

/** `?url` is a file of its own, as in Vite. */
const urls: Extension = {
  name: 'urls',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?url$/ }, ({ path, importer }) => ({
      path: createRequire(importer).resolve(path.replace('?url', '')),
      namespace: 'url',
    }));
    onLoad({ filter: /./, namespace: 'url' }, async ({ path }) => ({
      contents: await readFile(path),
      loader: 'file',
    }));
  },
};

interface File {
  name: string;
  source: Uint8Array;
}

/** The workers of all demos with what they share, by the names of files beside each other. */
async function bundle(): Promise<File[]> {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => ({ in: join(live, name, 'worker.ts'), out: `worker-${name}` })),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    outdir: live,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    plugins: [urls],
    logLevel: 'error',
  });
  return outputFiles.map(({ path, contents }) => ({ name: basename(path), source: contents }));
}

/**
 * Bundles the workers of the demos by esbuild, all at once, in seconds: Vite makes a build of its own of each, in which most of the time goes
 * into TensorFlow.js, five times for browsers and five for the server, which starts none.
 */
export function workers(): Plugin {
  /** By name, how the build refers to a file. */
  let emitted: Promise<Map<string, string>> | undefined;
  return {
    name: 'workers',
    apply: 'build',
    async transform(code, id, options) {
      if (!started.test(code)) return;
      // The server only makes pages.
      if (options?.ssr) return code.replace(started, 'undefined');
      const emit = ({ name, source }: File): [string, string] => [
        name,
        this.emitFile({ type: 'asset', fileName: `assets/workers/${name}`, source }),
      ];
      emitted ??= bundle().then((files) => new Map(files.map(emit)));
      const [, file] = [...(await emitted)].find(([name]) =>
        name.startsWith(`worker-${basename(dirname(id))}-`),
      )!;
      return code.replace(started, `import.meta.ROLLUP_FILE_URL_${file}`);
    },
  };
}
