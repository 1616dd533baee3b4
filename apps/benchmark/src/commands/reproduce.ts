import { experiments } from '../experiments';
import { unknown } from '../experiments/experiment';
import { renderTerminal } from '../report/render-terminal';
import { planRuns } from '../runner/plan';
import { writeReport } from './report';
import { type RunOptions, runPlans } from './run-plans';

export interface ReproduceOptions extends RunOptions {
  preset: string;
}

export async function reproduce({ preset, ...options }: ReproduceOptions): Promise<void> {
  const chosen = experiments.filter((experiment) => preset in experiment.presets);
  if (chosen.length === 0) {
    const valid = [...new Set(experiments.flatMap((experiment) => Object.keys(experiment.presets)))];
    throw new Error(unknown('reproduce: preset', preset, valid));
  }
  const plans = chosen.map((experiment) => ({
    experiment,
    preset,
    runs: planRuns(experiment, preset, { backend: options.backend }),
  }));
  const summaries = await runPlans(plans, options);
  for (const [index, summary] of summaries.entries())
    console.log(`\n${renderTerminal(chosen[index]!, summary)}`);
  console.log();
  // Other presets that were begun in the same folder are no concern of this command's exit code.
  await writeReport(options.out);
}
