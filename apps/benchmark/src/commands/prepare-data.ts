import { datasets } from '../data/datasets';
import { prepareDataset } from '../data/prepare';
import type { Experiment } from '../experiments/experiment';

/** The fingerprint of the experiment's data, which is there afterwards; undefined for an experiment without. */
export async function prepareData(
  experiment: Experiment,
  { download }: { download: boolean },
): Promise<string | undefined> {
  if (experiment.data === undefined) return undefined;
  const log = (line: string) => process.stderr.write(`${line}\n`);
  return prepareDataset(datasets[experiment.data], { download, log });
}
