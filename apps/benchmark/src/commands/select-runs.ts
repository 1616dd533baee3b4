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

/** The runs of an experiment that a command selects; its data is there afterwards. */
export async function selectRuns(
  command: string,
  name: string,
  { preset: wanted, seeds, arms, backend }: SelectionOptions,
): Promise<RunList> {
  const experiment = findExperiment(name, command);
  const presets = visiblePresets(experiment);
  const preset = wanted ?? (presets.includes('quick') ? 'quick' : presets[0]!);
  findPreset(experiment, preset, command);
  const data = await prepareData(experiment, { download: true });
  const runs = listRuns(experiment, preset, { backend, data, seeds, arms }, command);
  return { experiment, preset, runs };
}
