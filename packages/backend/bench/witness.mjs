import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { best } from './measure.mjs';

/** Compiles the witness and returns a function that measures GFLOPS (4 float32 operations per vector operation). */
export async function createWitness() {
  let binary;
  const base = fileURLToPath(new URL('../assembly/', import.meta.url));
  const flags = ['--runtime', 'stub', '-O3', '--use', 'abort=', '--enable', 'simd'];
  const { error } = await asc.main(['witness.ts', '--baseDir', base, '--outFile', 'witness', ...flags], {
    writeFile: (_name, contents) => {
      binary = contents;
    },
  });
  if (error) throw error;
  const { exports } = (await WebAssembly.instantiate(binary)).instance;
  const turns = 20_000;
  const rate = (name, operations) =>
    (turns * operations * 4) / best(() => exports[name](turns, 1.0000001, 1e-9)) / 1e6;
  return () => Math.max(rate('sixChains', 24), rate('eightAndFourChains', 16));
}
