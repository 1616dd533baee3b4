import type { Experiment } from '../experiments/experiment';
import { findPreset, type Run } from '../experiments/run-list';
import { parseSeeds } from '../experiments/seeds';
import type { CurvePoint, RunRecord } from '../records/record';
import { quantile } from '../statistics/quantile';
import { type Summary, summarize } from '../statistics/summary';
import { checkMeasured } from './check-measured';
import { type Comparison, compareArms } from './compare-arms';
import { type Confirmed, confirm } from './confirm';
import { type MapSummary, summarizeMaps } from './difference-maps';
import { compareTuned, type Tuned } from './tuned';

export interface ArmSummary {
  arm: string;
  n: number;
  /** Median over the runs: some were done on a busy machine or suspended on the way. */
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
  /** Runs of the list without a record. */
  missing: number;
}

/** Summarizes the records of the runs, arm by arm in the order of the preset. */
export function summarizeExperiment(
  experiment: Experiment,
  presetName: string,
  runs: readonly Run[],
  records: readonly RunRecord[],
): ExperimentSummary {
  const preset = findPreset(experiment, presetName);
  const byId = new Map(records.map((record) => [record.id, record]));
  const found = runs.flatMap(({ id, arm }) => {
    const record = byId.get(id);
    return record ? [{ ...record, arm }] : [];
  });
  const all = groupByArm(found);
  for (const own of all.values()) checkMeasured(experiment, own);
  const grid = new Set(preset.groups.flatMap((group) => parseSeeds(group.seeds)));
  const confirmed = confirm(experiment, runs, all, grid);
  // A pre-registered analysis runs chosen arms on further seeds; the grid that they were chosen from keeps to the seeds of all arms.
  const byArm = confirmed ? groupByArm(found.filter(({ seed }) => grid.has(seed))) : all;
  const arms = [...new Set(preset.groups.flatMap((group) => group.arms))].flatMap((arm) => {
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
    preset: presetName,
    backend: String(runs[0]?.config['backend']),
    arms,
    comparisons,
    // Treatments of a map train on different data; those of a pre-registration are chosen and compared on seeds of their own.
    tuned: experiment.maps || experiment.preRegistration ? undefined : compareTuned(experiment, arms, byArm),
    confirmed,
    maps: summarizeMaps(experiment, arms, byArm),
    missing: runs.length - found.length,
  };
}

function groupByArm(records: readonly RunRecord[]): Map<string, RunRecord[]> {
  const byArm = new Map<string, RunRecord[]>();
  for (const record of records) {
    const own = byArm.get(record.arm);
    if (own) own.push(record);
    else byArm.set(record.arm, [record]);
  }
  return byArm;
}

function summarizeArm(arm: string, records: readonly RunRecord[]): ArmSummary {
  const steps = records[0]!.curve.map((point) => point.step);
  return {
    arm,
    n: records.length,
    seconds: quantile(
      records.map((record) => record.seconds),
      0.5,
    ),
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
