import type { BackendName } from '@backdropjs/backend';
import { findExperiment } from '../experiments';
import { findPreset, listRuns, type RunList, visiblePresets } from '../experiments/run-list';
import { prepareData } from './prepare-data';

/** What the commands `run` and `sweep` select runs by. */
export interface SelectionOptions {
  preset?: string;
  seeds?: number[];
  arms?: string[];
  backend: BackendName;
}

/** The selected runs of an experiment; its data is there afterwards. */
export async function selectRuns(
  name: string,
  { preset: wanted, seeds, arms, backend }: SelectionOptions,
): Promise<RunList> {
  const experiment = findExperiment(name);
  const presets = visiblePresets(experiment);
  const preset = wanted ?? (presets.includes('quick') ? 'quick' : presets[0]!);
  findPreset(experiment, preset);
  const data = await prepareData(experiment, { download: true });
  return { experiment, preset, runs: listRuns(experiment, preset, { backend, data, seeds, arms }) };
}
