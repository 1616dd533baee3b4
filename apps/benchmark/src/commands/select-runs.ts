import type { BackendName } from '@backdropjs/backend';
import { findExperiment } from '../experiments';
import { findPreset, planRuns, visiblePresets } from '../experiments/run-list';
import { prepareData } from './prepare-data';
import type { Plan } from './record-runs';

/** What the commands `run` and `sweep` select runs by. */
export interface SelectionOptions {
  preset?: string;
  seeds?: number[];
  arms?: string[];
  backend: BackendName;
}

/** The selected runs of an experiment; its data is there afterwards. */
export async function planExperiment(
  name: string,
  { preset: wanted, seeds, arms, backend }: SelectionOptions,
): Promise<Plan> {
  const experiment = findExperiment(name);
  const presets = visiblePresets(experiment);
  const preset = wanted ?? (presets.includes('quick') ? 'quick' : presets[0]!);
  findPreset(experiment, preset);
  const data = await prepareData(experiment, { download: true });
  return { experiment, preset, runs: planRuns(experiment, preset, { backend, data, seeds, arms }) };
}
