import type { ExperimentSummary } from '../analysis/summarize';
import { renderTerminal } from '../report/render-terminal';
import { here, type RunOptions, recordRuns } from './record-runs';
import { type SelectionOptions, selectRuns } from './select-runs';

export async function run(
  name: string,
  { json, ...options }: RunOptions & SelectionOptions & { json?: boolean },
): Promise<void> {
  const start = performance.now();
  const list = await selectRuns('run', name, options);
  const [summary] = await recordRuns([list], options.out, here(options));
  const seconds = (performance.now() - start) / 1000;
  console.log(json ? JSON.stringify(toJson(summary!, seconds)) : renderTerminal(list.experiment, summary!));
}

/** The machine-readable result; its shape is a contract with what reads it. */
function toJson({ experiment, preset, arms, comparisons }: ExperimentSummary, seconds: number) {
  return {
    experiment,
    preset,
    seconds,
    arms: arms.map(({ arm, n, metrics }) => ({ arm, n, metrics })),
    comparisons: comparisons.map(
      ({ arm, base, metric, n, difference, standardError, tTestP, wilcoxonP }) => ({
        ...{ arm, base, metric, n, difference, standardError, tTestP, wilcoxonP },
      }),
    ),
  };
}
