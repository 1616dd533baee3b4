import type { Experiment, Metric } from '../experiments/experiment';
import type { CurvePoint, RunRecord } from '../records/record';
import { findPreset, type PlannedRun } from '../runner/plan';
import { comparePaired, type PairedComparison, pairedDifferences } from '../statistics/paired';
import { type Summary, summarize } from '../statistics/summary';

export interface ArmSummary {
  arm: string;
  n: number;
  seconds: number;
  metrics: Record<string, Pick<Summary, 'mean' | 'standardError'>>;
  curve: CurveSummary[];
}

interface CurveSummary {
  step: number;
  metrics: Record<string, Pick<Summary, 'mean' | 'standardError'>>;
}

export interface Comparison extends PairedComparison {
  arm: string;
  base: string;
  metric: string;
  differences: { seed: number; difference: number }[];
}

export interface ExperimentSummary {
  experiment: string;
  preset: string;
  backend: string;
  arms: ArmSummary[];
  comparisons: Comparison[];
  /** The masked arm with the best mean, and the unmasked arms that it was not shown to beat. */
  rivals: { best: string; comparisons: Comparison[] } | undefined;
  /** Planned runs without a record. */
  missing: number;
}

/** Summarizes the records of the planned runs, arm by arm in the order of the plan. */
export function summarizeExperiment(
  experiment: Experiment,
  preset: string,
  runs: readonly PlannedRun[],
  records: readonly RunRecord[],
): ExperimentSummary {
  const byId = new Map(records.map((record) => [record.id, record]));
  const byArm = new Map<string, RunRecord[]>();
  let missing = 0;
  for (const run of runs) {
    const record = byId.get(run.id);
    if (!record) missing++;
    else byArm.set(run.arm, [...(byArm.get(run.arm) ?? []), record]);
  }
  const order = findPreset(experiment, preset).groups.flatMap((group) => group.arms);
  const arms = order.flatMap((arm) => {
    const own = byArm.get(arm);
    return own ? [summarizeArm(arm, own)] : [];
  });
  const compare = (arm: string, base: string, metric: string): Comparison[] => {
    const [ours, theirs] = [metricBySeed(byArm.get(arm), metric), metricBySeed(byArm.get(base), metric)];
    const result = comparePaired(ours, theirs);
    return result ? [{ arm, base, metric, ...result, differences: pairedDifferences(ours, theirs) }] : [];
  };
  const comparisons = experiment.metrics.flatMap((metric) =>
    order.flatMap((arm) =>
      (experiment.arms[arm]!.against ?? []).flatMap((base) => compare(arm, base, metric.name)),
    ),
  );
  return {
    experiment: experiment.name,
    preset,
    backend: String(runs[0]?.config['backend']),
    arms,
    comparisons,
    rivals: findRivals(experiment, arms, compare),
    missing,
  };
}

function summarizeArm(arm: string, records: readonly RunRecord[]): ArmSummary {
  const steps = records[0]!.curve.map((point) => point.step);
  return {
    arm,
    n: records.length,
    seconds: summarize(records.map((record) => record.seconds)).mean,
    metrics: summarizeAll(records.map((record) => record.metrics)),
    curve: steps.map((step, index) => ({
      step,
      metrics: summarizeAll(records.map((record) => withoutStep(record.curve[index]!))),
    })),
  };
}

function summarizeAll(values: readonly Record<string, number>[]): ArmSummary['metrics'] {
  return Object.fromEntries(
    Object.keys(values[0]!).map((metric) => {
      const { mean, standardError } = summarize(values.map((value) => value[metric]!));
      return [metric, { mean, standardError }];
    }),
  );
}

function withoutStep({ step: _, ...metrics }: CurvePoint): Record<string, number> {
  return metrics;
}

function metricBySeed(records: readonly RunRecord[] | undefined, metric: string): Map<number, number> {
  return new Map((records ?? []).map((record) => [record.seed, record.metrics[metric]!]));
}

/** What a reader must not miss: which arms without backdrop do as well as the best arm with it, or better. */
function findRivals(
  experiment: Experiment,
  arms: readonly ArmSummary[],
  compare: (arm: string, base: string, metric: string) => Comparison[],
): ExperimentSummary['rivals'] {
  const metric = experiment.metrics[0];
  const isMasked = ({ arm }: ArmSummary) => experiment.arms[arm]!.backdrop === true;
  const sign = metric.better === 'higher' ? 1 : -1;
  const best = arms
    .filter(isMasked)
    .sort((a, b) => sign * (b.metrics[metric.name]!.mean - a.metrics[metric.name]!.mean))[0];
  if (!best) return undefined;
  const comparisons = arms
    .filter((arm) => !isMasked(arm))
    .flatMap(({ arm }) => compare(best.arm, arm, metric.name))
    .filter((comparison) => !isShownBetter(comparison, metric));
  return { best: best.arm, comparisons };
}

function isShownBetter({ difference, tTestP }: PairedComparison, metric: Metric): boolean {
  const better = metric.better === 'higher' ? difference > 0 : difference < 0;
  return better && tTestP !== null && tTestP < 0.05;
}
