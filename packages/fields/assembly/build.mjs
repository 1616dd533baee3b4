// Compiles the kernels and inlines them into src/simd/binary.ts, which is committed: `pnpm build:kernels`.
// The build is deterministic; test/simd/binary.test.ts compiles again and compares.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { toText } from '../../../tools/build/wasm-text.mjs';

const base = fileURLToPath(new URL('..', import.meta.url));

/**
 * Compiles the module: its bytes, and the same in the text format.
 * @returns {Promise<{ bytes: Uint8Array, text: string }>}
 */
export async function compile() {
  const output = {};
  const { error, stderr } = await asc.main(
    [
      'assembly/index.ts',
      ...['--baseDir', base, '--outFile', 'bytes', '--textFile', 'text'],
      // No runtime and no static data: the memory is laid out by src/simd, one for each sampler.
      ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--use', 'abort='],
      ...[
        '--optimizeLevel',
        '3',
        '--shrinkLevel',
        '1',
        '--noAssert',
        '--enable',
        'simd',
        '--enable',
        'bulk-memory',
      ],
      // Numbers of often used locals are short.
      ...['--runPasses', 'reorder-locals'],
      // v128 crosses functions inside of the module only; addresses are 32 bits.
      ...['--disableWarning', 'AS112', '--disableWarning', 'AS201'],
    ],
    {
      // Decorators of functions are no TypeScript, so that the sources have them as comments.
      readFile: (name, directory) => {
        try {
          return readFileSync(join(directory, name), 'utf8').replaceAll(/^\/\/ (@inline)$/gm, '$1');
        } catch {
          return null;
        }
      },
      writeFile: (name, contents) => {
        output[name] = contents;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return output;
}

/**
 * The TypeScript module that holds the binary.
 * @param {Uint8Array} bytes
 */
export function generate(bytes) {
  return [
    '// Generated from assembly/ by `pnpm build:kernels`; do not edit.\n',
    '/** The kernels in double precision as text, see ./kernels.ts. */',
    `export const binary =\n  // biome-ignore lint/suspicious/noTemplateCurlyInString: no template.\n  '${toText(bytes)}';\n`,
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL('../src/simd/binary.ts', import.meta.url), generate((await compile()).bytes));
}
