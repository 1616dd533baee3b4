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
 * Compiles the module with or without relaxed SIMD: its bytes, and the same in the text format.
 * @param {boolean} relaxed
 * @returns {Promise<{ bytes: Uint8Array, text: string }>}
 */
export async function compile(relaxed) {
  const output = {};
  const { error, stderr } = await asc.main(
    [
      'assembly/index.ts',
      ...['--baseDir', base, '--outFile', 'bytes', '--textFile', 'text'],
      // No runtime and no static data: the module lives in the heap of another one and owns none of it.
      ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--use', 'abort='],
      ...['-O3', '--noAssert', '--enable', 'simd', ...(relaxed ? ['--enable', 'relaxed-simd'] : [])],
      // v128 crosses functions inside of the module only; addresses are 32 bits.
      ...['--disableWarning', 'AS112', '--disableWarning', 'AS201'],
    ],
    {
      writeFile: (name, contents) => {
        output[name] = contents;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return output;
}

/**
 * The TypeScript module that holds both binaries.
 * @param {Uint8Array} plainBytes
 * @param {Uint8Array} relaxedBytes
 */
export function generate(plainBytes, relaxedBytes) {
  const [plain, relaxed] = [toText(plainBytes), toText(relaxedBytes)];
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
  const [plain, relaxed] = [await compile(false), await compile(true)];
  await writeFile(new URL('../src/module/binary.ts', import.meta.url), generate(plain.bytes, relaxed.bytes));
}
