import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { transform } from 'esbuild';
import { defineConfig } from 'tsup';
import { packageBuild } from '../../tools/build/tsup';

const build = packageBuild(['src/index.ts', 'src/layers.ts', 'src/wasm.ts'], {
  // tfjs-core stays a peer, except for its gradients: Node cannot load that entry point (its imports lack extensions).
  noExternal: [/^@tensorflow\/tfjs-core\/dist\//],
});

/** A plugin of tsup: tfjs's gradients, which are not ours to read and have no source map, are shipped in two thirds of the bytes. */
const minifiedGradients = {
  name: 'minified-gradients',
  async buildEnd({ writtenFiles }: { writtenFiles: readonly { name: string }[] }): Promise<void> {
    for (const { name } of writtenFiles.filter((file) => /^gradients-\w+\.c?js$/.test(basename(file.name)))) {
      const format = name.endsWith('.cjs') ? 'cjs' : 'esm';
      const { code } = await transform(await readFile(name, 'utf8'), {
        minify: true,
        legalComments: 'inline',
        format,
        target: 'es2022',
      });
      await writeFile(name, code);
    }
  },
};

export default defineConfig({ ...build, plugins: [...(build.plugins ?? []), minifiedGradients] });
