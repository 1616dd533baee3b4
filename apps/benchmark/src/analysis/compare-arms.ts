import type { RunRecord } from '../records/record';
import { comparePaired, type PairedComparison, pairedDifferences } from '../statistics/paired';

export type RecordsByArm = ReadonlyMap<string, readonly RunRecord[]>;

export interface Comparison extends PairedComparison {
  arm: string;
  base: string;
  metric: string;
  differences: { seed: number; difference: number }[];
}

/** Arm minus base in a metric, over the seeds that both have; undefined where there is none. */
export function compareArms(
  records: RecordsByArm,
  { arm, base, metric }: Pick<Comparison, 'arm' | 'base' | 'metric'>,
): Comparison | undefined {
  const bySeed = (name: string) =>
    new Map((records.get(name) ?? []).map((record) => [record.seed, record.metrics[metric]!]));
  const [ours, theirs] = [bySeed(arm), bySeed(base)];
  const result = comparePaired(ours, theirs);
  return result && { arm, base, metric, ...result, differences: pairedDifferences(ours, theirs) };
}

/** How many of the differences are shown to be positive and negative: p < 0.05, uncorrected. */
export function countShown(comparisons: readonly Comparison[]): { raised: number; lowered: number } {
  const shown = comparisons.filter(({ tTestP }) => tTestP !== null && tTestP < 0.05);
  return {
    raised: shown.filter(({ difference }) => difference > 0).length,
    lowered: shown.filter(({ difference }) => difference < 0).length,
  };
}
