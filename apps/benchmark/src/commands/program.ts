import { Command, Option } from 'commander';
import { useDataFolder } from '../data/data-folder';
import { list } from './list';
import { backend, dataDir, out, queue, selecting, splitList, workers } from './options';
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
  for (const add of [addList, addRun, addSweep, addWorker, addReport, addPublish, addSpeed, addReproduce])
    add(program);
  return program;
}

function addList(program: Command): void {
  program.command('list').description('List the experiments, their presets and arms.').action(list);
}

function addRun(program: Command): void {
  selecting(program.command('run <experiment>'))
    .description('Run an experiment; runs that are recorded already are not repeated.')
    .addOption(dataDir())
    .addOption(workers('run'))
    .addOption(out())
    .option('--json', 'print the result as one JSON object, the last line of the output')
    .action(run);
}

function addSweep(program: Command): void {
  selecting(program.command('sweep <experiments...>'))
    .description(
      'Leave the runs of experiments to workers on any number of machines, and record what they finish.',
    )
    .addOption(queue('sweep').makeOptionMandatory())
    .addOption(dataDir())
    .addOption(out())
    .option('--no-wait', 'only put the runs into the queue')
    .action(async (names: string[], options: SweepOptions) =>
      (await import('./sweep')).sweep(names, options),
    );
}

function addWorker(program: Command): void {
  program
    .command('worker')
    .description('Do the runs of sweeps until Ctrl-C, which gives unfinished ones back.')
    .addOption(queue('worker').makeOptionMandatory())
    .addOption(dataDir())
    .addOption(workers('worker'))
    .addOption(out('folder of the checkpoints of long runs'))
    .action(async (options: WorkerOptions) => (await import('./worker')).worker(options));
}

function addReport(program: Command): void {
  program
    .command('report')
    .description('Write report.md, report.json and report.html from the records.')
    .addOption(out())
    .addOption(queue('report'))
    .action(report);
}

function addPublish(program: Command): void {
  program
    .command('publish')
    .description(
      "Add the records to those in apps/benchmark/records and remake its report, RESULTS.md and the README's table.",
    )
    .addOption(out())
    .action(publish);
}

function addSpeed(program: Command): void {
  program
    .command('speed')
    .description('Time the packages, beside their peers (PyTorch, NumPy, SciPy) where they are installed.')
    .addOption(new Option('--only <packages>', 'some packages, such as backend,losses').argParser(splitList))
    .option('--json', 'print the results as one JSON object, the last line of the output')
    .action(speed);
}

function addReproduce(program: Command): void {
  program
    .command('reproduce')
    .description('Run a preset of every experiment that has it, print the results and write the report.')
    .option('--preset <name>', 'size of the experiments', 'quick')
    .addOption(backend('reproduce'))
    .addOption(dataDir())
    .addOption(workers('reproduce'))
    .addOption(out())
    .action(reproduce);
}
