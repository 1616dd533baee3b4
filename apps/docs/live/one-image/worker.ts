import type { BackendName } from '@backdropjs/backend';
import { drawTrainingSet, runTwoScaleJob, type TwoScaleConfig } from '../../../benchmark/src/tasks/two-scale';
import { startBackend } from '../demo/backend';
import { serve } from '../demo/serve';
import type { Committed, Measured } from './settings';

/** Two trainings of one seed, and the four images that both learn from. */
export interface Pair {
  images: Float32Array[];
  plain?: Checked;
  treated?: Checked;
}

/** A training's result, and the committed one of the same seed. */
export interface Checked extends Measured {
  /** None where there is no record of the settings. */
  committed?: Measured;
  /** For one step, the test's part included. */
  milliseconds: number;
}

interface Settings {
  seed: number;
  against: string;
  plain: TwoScaleConfig;
  treated: TwoScaleConfig;
  /** The address of the committed records, if they hold these settings. */
  records?: string;
  backend: BackendName;
}

serve(async ({ seed, against, plain, treated, records, backend }: Settings, report) => {
  const committed = records && ((await (await fetch(records)).json()) as Committed);
  await startBackend(backend);
  const { images, size } = await drawTrainingSet(plain, seed);
  const pair: Pair = {
    images: [0, 1, 2, 3].map((i) => images.slice(i * size * size, (i + 1) * size * size)),
  };
  report(pair);
  const train = async (name: string, config: TwoScaleConfig): Promise<Checked> => {
    const start = performance.now();
    const { accuracy, loss } = (await runTwoScaleJob(config, seed)).metrics;
    const milliseconds = (performance.now() - start) / config.steps;
    const measured = { accuracy: accuracy!, loss: loss!, milliseconds };
    return committed ? { ...measured, committed: committed[name]![seed]! } : measured;
  };
  pair.plain = await train('none', plain);
  report(pair);
  pair.treated = await train(against, treated);
  return pair;
});
