import type { Experiment, Families } from '../experiments/experiment';
import type { RunRecord } from '../records/record';
import { summarize } from '../statistics/summary';
import type { RecordsByArm } from './compare-arms';
import { bestOf, type Edge, edgeOf } from './treatments';

export interface Choice {
  family: string;
  arm: string;
  /** The number of the family's arms, and of different results among theirs on the seeds to choose by. */
  tried: number;
  distinct: number;
  edge: Edge | undefined;
}

/** Of each family the arm with the best mean of the first metric over the seeds, the first where several tie. */
export function chooseArms(
  experiment: Experiment,
  families: Families,
  records: RecordsByArm,
  seeds: readonly number[],
): Choice[] {
  const metric = experiment.metrics[0];
  const some = onSeeds(records, seeds);
  return Object.entries(families).map(([family, arms]) => {
    const means = arms.map((arm) => {
      const summary = summarize(some.get(arm)!.map((record) => record.metrics[metric.name]!));
      return { arm, metrics: { [metric.name]: summary } };
    });
    const results = arms.map((arm) =>
      JSON.stringify(seeds.map((seed) => some.get(arm)!.find((record) => record.seed === seed)!.metrics)),
    );
    const { arm } = bestOf(means, metric);
    const distinct = new Set(results).size;
    return { family, arm, tried: arms.length, distinct, edge: edgeOf(experiment, arms, arm) };
  });
}

/** The records with these seeds. */
export function onSeeds(records: RecordsByArm, seeds: readonly number[]): RecordsByArm {
  const wanted = new Set(seeds);
  const filter = (own: readonly RunRecord[]) => own.filter(({ seed }) => wanted.has(seed));
  return new Map([...records].map(([arm, own]) => [arm, filter(own)]));
}
