// Compiles the kernels and inlines them into src/simd/binary.ts, which is committed: `pnpm build:kernels`.
// The build is deterministic; test/simd/binary.test.ts compiles again and compares.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { toText } from '../../../tools/build/wasm-text.mjs';

const base = fileURLToPath(new URL('..', import.meta.url));

/**
 * Compiles the module.
 * @param {boolean} [text] return the text format instead of bytes
 * @returns {Promise<Uint8Array | string>}
 */
export async function compile(text = false) {
  let output;
  const { error, stderr } = await asc.main(
    [
      'assembly/index.ts',
      ...['--baseDir', base, text ? '--textFile' : '--outFile', 'kernels'],
      // No runtime and no static data: the memory is laid out by src/simd.
      ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--use', 'abort='],
      ...['--optimizeLevel', '3', '--shrinkLevel', '1', '--noAssert', '--enable', 'simd'],
      // Numbers of often used locals are short.
      ...['--runPasses', 'reorder-locals'],
      // v128 crosses functions inside of the module only; addresses are 32 bits.
      ...['--disableWarning', 'AS112', '--disableWarning', 'AS201'],
    ],
    {
      writeFile: (_name, contents) => {
        output = contents;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return output;
}

/**
 * The TypeScript module that holds the binary.
 * @returns {Promise<string>}
 */
export async function generate() {
  return [
    '// Generated from assembly/ by `pnpm build:kernels`; do not edit.\n',
    '/** The kernels as text, see ./simd-products.ts. */',
    `export const binary =\n  // biome-ignore lint/suspicious/noTemplateCurlyInString: no template.\n  '${toText(await compile())}';\n`,
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL('../src/simd/binary.ts', import.meta.url), await generate());
}
