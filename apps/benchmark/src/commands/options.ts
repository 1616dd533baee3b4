// The options that several commands share; `caller` is the command, which their errors name.
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { checkNames, refuse } from '../check';
import { dataFolderVariable } from '../data/data-folder';
import { parseSeeds } from '../experiments/seeds';
import { checkAddress } from '../queue/address';

const backends = ['wasm', 'cpu'];

/** More than any machine has cores. */
const mostWorkers = 1024;

export const out = (about = 'folder of the records and reports') =>
  new Option('--out <folder>', about).default('results');

export const dataDir = () =>
  new Option(
    '--data-dir <folder>',
    'where data sets are that are not bundled (default: downloads, cached)',
  ).env(dataFolderVariable);

export const backend = (caller: string) =>
  new Option('--backend <name>', 'tfjs backend')
    .choices(backends)
    .argParser((name) => {
      checkNames(caller, '--backend', [name], backends);
      return name;
    })
    .default('wasm');

export const workers = (caller: string) =>
  new Option('--workers <count>', 'worker threads, each with a backend of its own')
    .argParser((text) => {
      const count = Number(text);
      if (!Number.isInteger(count) || count < 1 || count > mostWorkers) {
        refuse(caller, `--workers must be a whole number from 1 to ${mostWorkers}`, text);
      }
      return count;
    })
    .default(availableParallelism(), 'one a core');

export const queue = (caller: string) =>
  new Option(
    '--queue <address>',
    'Redis or Valkey, redis://host:6379 or rediss://:password@host:6379',
  ).argParser((address) => {
    checkAddress(address, caller);
    return address;
  });

/** Adds what selects the runs of an experiment. */
export function selecting(command: Command): Command {
  const caller = command.name();
  const seeds = new Option('--seeds <seeds>', "seeds such as 100-113 or 1,2 instead of the preset's");
  const arms = new Option('--arms <names>', "some of the preset's arms, such as none,crop-32");
  return command
    .option('--preset <name>', 'size of the experiment (default: quick, or the first it has)')
    .addOption(seeds.argParser((text) => parseSeeds(text, caller)))
    .addOption(arms.argParser(splitList))
    .addOption(backend(caller));
}

export function splitList(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}
