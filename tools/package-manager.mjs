// How to call the package manager that package.json names. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [name, version] = packageManager.split('@');

/** The one on the PATH, if it is the same version; else by npx, which takes a second more. @type {[command: string, ...args: string[]]} */
export const packageManagerCommand =
  spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout?.trim() === version
    ? [name]
    : ['npx', '--yes', '--prefer-offline', packageManager];
