import type { Experiment } from '../experiments/experiment';
import type { CurvePoint, RunRecord } from '../records/record';
import { findPreset, type PlannedRun } from '../runner/plan';
import { type Summary, summarize } from '../statistics/summary';
import { type Comparison, compareArms } from './compare-arms';
import { type Confirmed, confirm } from './confirm';
import { type MapSummary, summarizeMaps } from './difference-maps';
import { compareTuned, type Tuned } from './tuned';

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

export interface ExperimentSummary {
  experiment: string;
  preset: string;
  backend: string;
  arms: ArmSummary[];
  /** The declared comparisons, in every metric. */
  comparisons: Comparison[];
  tuned: Tuned | undefined;
  confirmed: Confirmed | undefined;
  maps: MapSummary[];
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
    else if (byArm.has(run.arm)) byArm.get(run.arm)!.push(record);
    else byArm.set(run.arm, [record]);
  }
  const order = findPreset(experiment, preset).groups.flatMap((group) => group.arms);
  const arms = [...new Set(order)].flatMap((arm) => {
    const own = byArm.get(arm);
    return own ? [summarizeArm(arm, own)] : [];
  });
  const comparisons = experiment.metrics.flatMap((metric) =>
    arms.flatMap(({ arm }) =>
      (experiment.arms[arm]!.against ?? []).flatMap(
        (base) => compareArms(byArm, { arm, base, metric: metric.name }) ?? [],
      ),
    ),
  );
  return {
    experiment: experiment.name,
    preset,
    backend: String(runs[0]?.config['backend']),
    arms,
    comparisons,
    // The treatments of a map train on different data: only within its cells can they be compared.
    tuned: experiment.maps ? undefined : compareTuned(experiment, arms, byArm),
    confirmed: confirm(experiment, runs, byArm),
    maps: summarizeMaps(experiment, arms, byArm),
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
