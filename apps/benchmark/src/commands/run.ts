import { findExperiment } from '../experiments';
import { renderTerminal } from '../report/render-terminal';
import type { ExperimentSummary } from '../report/summarize';
import { findPreset, planRuns, visiblePresets } from '../runner/plan';
import { prepareData } from './prepare-data';
import { type RunOptions, runPlans } from './run-plans';

interface Options extends RunOptions {
  preset?: string;
  seeds?: number[];
  arms?: string[];
  json?: boolean;
}

export async function run(
  name: string,
  { preset: wanted, seeds, arms, json, ...options }: Options,
): Promise<void> {
  const start = performance.now();
  const experiment = findExperiment(name);
  const presets = visiblePresets(experiment);
  const preset = wanted ?? (presets.includes('quick') ? 'quick' : presets[0]!);
  findPreset(experiment, preset);
  const data = await prepareData(experiment, { download: true });
  const runs = planRuns(experiment, preset, { backend: options.backend, data, seeds, arms });
  const [summary] = await runPlans([{ experiment, preset, runs }], options);
  const seconds = (performance.now() - start) / 1000;
  console.log(json ? JSON.stringify(toJson(summary!, seconds)) : renderTerminal(experiment, summary!));
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
