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
  committed: Measured;
}

interface Settings {
  seed: number;
  against: string;
  plain: TwoScaleConfig;
  treated: TwoScaleConfig;
  /** The address of the committed records. */
  records: string;
}

serve(async ({ seed, against, plain, treated, records }: Settings, report) => {
  const committed = (await (await fetch(records)).json()) as Committed;
  await startBackend('wasm');
  const { images, size } = await drawTrainingSet(plain, seed);
  const pair: Pair = {
    images: [0, 1, 2, 3].map((i) => images.slice(i * size * size, (i + 1) * size * size)),
  };
  report(pair);
  const train = async (name: string, config: TwoScaleConfig): Promise<Checked> => {
    const { accuracy, loss } = (await runTwoScaleJob(config, seed)).metrics;
    return { accuracy: accuracy!, loss: loss!, committed: committed[name]![seed]! };
  };
  pair.plain = await train('none', plain);
  report(pair);
  pair.treated = await train(against, treated);
  return pair;
});
