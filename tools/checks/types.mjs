// The types of every package, every application and the tools: `pnpm run typecheck [FOLDER …]`. By the native compiler, which takes a fifth
// of the time; the declarations are built by the older one, which the other tools need, and consumers check them by three.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';

const native = createRequire(import.meta.url).resolve('typescript-native/package.json');
const all = ['packages', 'apps']
  .flatMap((parent) => readdirSync(join(repositoryRoot, parent)).map((name) => `${parent}/${name}`))
  .concat('tools', '.');
const folders = process.argv.length > 2 ? process.argv.slice(2) : all;

for (const folder of folders) {
  if (!existsSync(join(repositoryRoot, folder, 'tsconfig.json')))
    throw new Error(`types: a folder must have a tsconfig.json, got ${folder}; they are ${all.join(', ')}`);
  const { status } = spawnSync(process.execPath, [join(dirname(native), 'bin/tsc'), '-p', folder], {
    cwd: repositoryRoot,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
