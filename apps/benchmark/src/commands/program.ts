import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { dataFolderVariable, useDataFolder } from '../data/data-folder';
import { parseSeeds } from '../experiments/seeds';
import { list } from './list';
import { publish } from './publish';
import { report } from './report';
import { reproduce } from './reproduce';
import { run } from './run';
import { speed } from './speed';
import type { SweepOptions } from './sweep';
import type { WorkerOptions } from './worker';

/**
 * The command line; commander refuses unknown commands and options itself. What talks to Redis is loaded when it is asked
 * for, which takes longer than all the rest.
 */
export function createProgram(): Command {
  const program = new Command('bench')
    .description('Runs the experiments on backdrop and reports their results.')
    .showHelpAfterError('(--help lists what is valid)')
    .hook('preAction', (_, command) => {
      const { dataDir } = command.opts<{ dataDir?: string }>();
      if (dataDir !== undefined) useDataFolder(dataDir);
    });
  const out = () => new Option('--out <folder>', 'folder of the records and reports').default('results');
  const backend = () =>
    new Option('--backend <name>', 'tfjs backend').choices(['wasm', 'cpu']).default('wasm');
  const dataDir = () =>
    new Option(
      '--data-dir <folder>',
      'where data sets are that are not bundled (default: downloads, cached)',
    ).env(dataFolderVariable);
  const workers = () =>
    new Option('--workers <count>', 'worker threads, each with a backend of its own')
      .argParser(parseWorkers)
      .default(availableParallelism(), 'one a core');

  program.command('list').description('List the experiments, their presets and arms.').action(list);
  const queue = () =>
    new Option('--queue <address>', 'Redis or Valkey, redis://host:6379 or rediss://:password@host:6379');
  /** What selects the runs of an experiment. */
  const selecting = (command: Command) =>
    command
      .option('--preset <name>', 'size of the experiment (default: quick, or the first it has)')
      .addOption(
        new Option('--seeds <seeds>', "seeds such as 100-113 or 1,2 instead of the preset's").argParser(
          usage(parseSeeds),
        ),
      )
      .addOption(
        new Option('--arms <names>', "some of the preset's arms, such as none,crop-32").argParser(splitList),
      )
      .addOption(backend());

  selecting(program.command('run <experiment>'))
    .description('Run an experiment; runs that are recorded already are not repeated.')
    .addOption(dataDir())
    .addOption(workers())
    .addOption(out())
    .option('--json', 'print the result as one JSON object, the last line of the output')
    .action(run);
  selecting(program.command('sweep <experiments...>'))
    .description(
      'Leave the runs of experiments to workers on any number of machines, and record what they finish.',
    )
    .addOption(queue().makeOptionMandatory())
    .addOption(dataDir())
    .addOption(out())
    .option('--no-wait', 'only put the runs into the queue')
    .action(async (names: string[], options: SweepOptions) =>
      (await import('./sweep')).sweep(names, options),
    );
  program
    .command('worker')
    .description('Do the runs of sweeps until Ctrl-C, which gives unfinished ones back.')
    .addOption(queue().makeOptionMandatory())
    .addOption(dataDir())
    .addOption(workers())
    .addOption(new Option('--out <folder>', 'folder of the checkpoints of long runs').default('results'))
    .action(async (options: WorkerOptions) => (await import('./worker')).worker(options));
  program
    .command('report')
    .description('Write report.md, report.json and report.html from the records.')
    .addOption(out())
    .addOption(queue())
    .action(report);
  program
    .command('publish')
    .description(
      "Add the records to those in apps/benchmark/records and remake its report, RESULTS.md and the README's table.",
    )
    .addOption(out())
    .action(publish);
  program
    .command('speed')
    .description('Time the packages, beside their peers (PyTorch, NumPy, SciPy) where they are installed.')
    .addOption(new Option('--only <packages>', 'some packages, such as backend,losses').argParser(splitList))
    .option('--json', 'print the results as one JSON object, the last line of the output')
    .action(speed);
  program
    .command('reproduce')
    .description('Run a preset of every experiment that has it, print the results and write the report.')
    .option('--preset <name>', 'size of the experiments', 'quick')
    .addOption(backend())
    .addOption(dataDir())
    .addOption(workers())
    .addOption(out())
    .action(reproduce);
  return program;
}

function parseWorkers(text: string): number {
  const workers = Number(text);
  if (!Number.isInteger(workers) || workers < 1)
    throw new InvalidArgumentError('must be a whole number from 1.');
  return workers;
}

function splitList(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

/** Turns an error of `parse` into commander's, which names the option. */
function usage<Value>(parse: (text: string) => Value): (text: string) => Value {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
}
