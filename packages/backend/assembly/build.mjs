// Compiles the kernels and inlines them into src/module/binary.ts, which is committed: `pnpm build:kernels`.
// The build is deterministic; test/module/binary.test.ts compiles again and compares.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { toText } from '../../../tools/build/wasm-text.mjs';

export { toText };

/** Characters of a piece of the text. */
const PIECE = 16384;

const base = fileURLToPath(new URL('..', import.meta.url));

/**
 * Compiles the module with or without relaxed SIMD.
 * @param {boolean} relaxed
 * @param {boolean} [text] return the text format instead of bytes
 * @returns {Promise<Uint8Array | string>}
 */
export async function compile(relaxed, text = false) {
  let output;
  const { error, stderr } = await asc.main(
    [
      'assembly/index.ts',
      ...['--baseDir', base, text ? '--textFile' : '--outFile', 'kernels'],
      // No runtime and no static data: the module lives in the heap of another one and owns none of it.
      ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--use', 'abort='],
      ...['-O3', '--noAssert', '--enable', 'simd', ...(relaxed ? ['--enable', 'relaxed-simd'] : [])],
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
 * The TypeScript module that holds both binaries.
 * @returns {Promise<string>}
 */
export async function generate() {
  const [plain, relaxed] = [toText(await compile(false)), toText(await compile(true))];
  const pieces = [];
  for (let at = 0; at < Math.max(plain.length, relaxed.length); at += PIECE) {
    for (const text of [plain, relaxed]) pieces.push(`  '${text.slice(at, at + PIECE)}',\n`);
  }
  return [
    '// Generated from assembly/ by `pnpm build:kernels`; do not edit.\n',
    '/** Both builds in turns, a piece of each: compression finds what they share in the last 32 kB only. */',
    `const pieces = [\n${pieces.join('')}];\n`,
    '/** The kernels as text, see ./text.ts. */',
    "export const plainBinary: string = /* @__PURE__ */ pieces.filter((_, i) => i % 2 === 0).join('');\n",
    '/** The kernels with fused multiply-add as text. */',
    "export const relaxedBinary: string = /* @__PURE__ */ pieces.filter((_, i) => i % 2 === 1).join('');\n",
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL('../src/module/binary.ts', import.meta.url), await generate());
}
