import type { Experiment } from '../experiments/experiment';
import type { ExperimentSummary } from './summarize';

/** The command that makes the runs of the summary's preset. */
export function presetCommand(
  { name, data }: Experiment,
  { preset, backend }: Pick<ExperimentSummary, 'preset' | 'backend'>,
): string {
  return [
    `pnpm bench run ${name} --preset ${preset}`,
    ...(backend === 'wasm' ? [] : [`--backend ${backend}`]),
    ...(data ? ['--data-dir <folder>'] : []),
  ].join(' ');
}
