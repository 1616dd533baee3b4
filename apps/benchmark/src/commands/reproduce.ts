import { checkNames } from '../check';
import { DataError } from '../data/data-error';
import { experiments } from '../experiments';
import { listRuns, type RunList, visiblePresets } from '../experiments/run-list';
import { renderTerminal } from '../report/render-terminal';
import { prepareData } from './prepare-data';
import { here, type RunOptions, recordRuns } from './record-runs';
import { writeReport } from './report';

export interface ReproduceOptions extends RunOptions {
  preset: string;
}

export async function reproduce({ preset, ...options }: ReproduceOptions): Promise<void> {
  const chosen = experiments.filter((experiment) => Object.hasOwn(experiment.presets, preset));
  if (chosen.length === 0) {
    const valid = [...new Set(experiments.flatMap(visiblePresets))];
    checkNames('reproduce', '--preset', [preset], valid);
  }
  const lists: RunList[] = [];
  const leftOut: string[] = [];
  for (const experiment of chosen) {
    try {
      const data = await prepareData(experiment, { download: false });
      const runs = listRuns(experiment, preset, { backend: options.backend, data });
      lists.push({ experiment, preset, runs });
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      leftOut.push(`${experiment.name} is left out. ${error.message}`);
    }
  }
  const summaries = await recordRuns(lists, options.out, here(options));
  for (const [index, summary] of summaries.entries())
    console.log(`\n${renderTerminal(lists[index]!.experiment, summary)}`);
  for (const line of leftOut) process.stderr.write(`\n${line}\n`);
  console.log();
  // Other presets that were begun in the same folder are no concern of this command's exit code.
  await writeReport(options.out);
}
