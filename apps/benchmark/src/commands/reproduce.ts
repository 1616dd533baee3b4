import { experiments } from '../experiments';
import { renderTerminal } from '../report/render-terminal';
import { planRuns, visiblePresets } from '../runner/plan';
import { report } from './report';
import { type RunOptions, runPlans } from './run-plans';

const preset = 'quick';

export async function reproduce(options: RunOptions): Promise<void> {
  const chosen = experiments.filter((experiment) => visiblePresets(experiment).includes(preset));
  const plans = chosen.map((experiment) => ({
    experiment,
    preset,
    runs: planRuns(experiment, preset, { backend: options.backend }),
  }));
  const summaries = await runPlans(plans, options);
  for (const [index, summary] of summaries.entries())
    console.log(`\n${renderTerminal(chosen[index]!, summary)}`);
  console.log();
  await report(options);
}
