// The committed records of the pre-registered comparison, and the training images of its first seed as a still.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { defineLoader } from 'vitepress';
import { nameToday } from '../../../benchmark/src/experiments/former-names';
import { drawTrainingSet, type TwoScaleConfig } from '../../../benchmark/src/tasks/two-scale';
import { blueToYellow, stretched } from '../demo/colors';
import { still, writeStill } from '../demo/still';
import { type Committed, fields, type Measured, seeds, type Treatment, treatments } from './settings';

/** One treatment with the settings that were chosen for it, on seeds of their own. */
interface Arm {
  config: TwoScaleConfig;
  /** Accuracy on the test images, by seed. */
  accuracies: Record<number, number>;
}

interface Data {
  arms: Record<Treatment | 'none', Arm>;
  /** The training images of the first seed. */
  images: string[];
}

declare const data: Data;

export { data };

const experiment = 'two-scale-one-shot-confirmation';
const folder = new URL('../../../benchmark/records/', import.meta.url);

interface RunRecord {
  arm: string;
  seed: number;
  config: TwoScaleConfig;
  metrics: Measured;
}

export default defineLoader({
  watch: ['../../../benchmark/records/*'],
  async load(): Promise<Data> {
    const { sections } = JSON.parse(readFileSync(new URL('report.json', folder), 'utf8'));
    const { chosen } = sections.find(
      (section: { experiment: string }) => section.experiment === experiment,
    ).confirmed;
    const records: RunRecord[] = gunzipSync(readFileSync(new URL(`${experiment}.jsonl.gz`, folder)))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const committed: Committed = {};
    const armOf = (family: string): Arm => {
      const { arm } = chosen.find((choice: { family: string }) => choice.family === family);
      const own = records.filter(
        ({ arm: name, seed }) => nameToday(name) === arm && seed >= seeds[0] && seed <= seeds[1],
      );
      const bySeed = <T>(value: (metrics: Measured) => T): Record<number, T> =>
        Object.fromEntries(own.map(({ seed, metrics }) => [seed, value(metrics)]));
      committed[family] = bySeed(({ accuracy, loss }) => ({ accuracy, loss }));
      return { config: own[0]!.config, accuracies: bySeed(({ accuracy }) => accuracy) };
    };
    const none = armOf('none');
    const treated = Object.keys(treatments).map((family) => [family, armOf(family)]);
    // All digits are fetched by the worker that compares them.
    writeStill('one-image-records.json', JSON.stringify(committed));
    const { images, size } = await drawTrainingSet(none.config, fields.seed.initial);
    // In 24 shades, which a file holds in a third of the bytes.
    const image = (i: number) =>
      stretched(images.subarray(i * size * size, (i + 1) * size * size)).map(
        (shade) => Math.round(24 * shade) / 24,
      );
    return {
      arms: { none, ...Object.fromEntries(treated) },
      images: [0, 1, 2, 3].map((i) => still(`one-image-${i}`, image(i), blueToYellow)),
    };
  },
});
