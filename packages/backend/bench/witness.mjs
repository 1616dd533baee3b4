import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { race } from '../../../tools/bench/bench.mjs';

/** Float32 operations a turn of the loops of witness.ts. */
const operations = { sixChains: 96, eightAndFourChains: 64 };

/** Compiles the witness and returns a function that makes a loop of so many operations, as fast as this processor goes. */
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
  const loop = (name, flops) => () => exports[name](Math.ceil(flops / operations[name]), 1.0000001, 1e-9);
  const names = Object.keys(operations);
  const times = await race(Object.fromEntries(names.map((name) => [name, loop(name, 1e7)])));
  const [fastest] = names.sort((a, b) => times[a].min - times[b].min);
  return (flops) => loop(fastest, flops);
}
