import type { ConfigValue } from '../experiments/experiment';
import { canonicalJson } from '../records/canonical-json';
import type { CurvePoint } from '../records/record';
import type { AucConfig } from './auc/config';
import { readDiabetes } from './auc/diabetes';
import { trainAuc } from './auc/run';
import { splitTable } from './auc/split';
import type { TaskName } from './task-name';
import type { TwoScaleConfig, TwoScaleDataConfig } from './two-scale/config';
import { drawTestSet, drawTrainingSet } from './two-scale/data';
import { trainTwoScale } from './two-scale/run';

/** One training: what a worker is asked to do. */
export interface Job {
  task: TaskName;
  config: Readonly<Record<string, ConfigValue>>;
  seed: number;
}

export interface Outcome {
  metrics: Record<string, number>;
  curve: CurvePoint[];
  seconds: number;
}

/** Runs a job on the tfjs backend in use. Deterministic but for the seconds. */
export async function runJob({ task, config, seed }: Job): Promise<Outcome> {
  switch (task) {
    case 'two-scale': {
      const settings = config as unknown as TwoScaleConfig;
      const data = dataSettings(settings);
      const train = await trainingSets(canonicalJson([data, seed]), () => drawTrainingSet(data, seed));
      const testKey = canonicalJson(data.sharedTestSet ? data : [data, seed]);
      const test = await testSets(testKey, () => drawTestSet(data, seed));
      const { result: curve, seconds } = timed(() => trainTwoScale(settings, seed, { train, test }));
      return { metrics: finalMetrics(curve), curve, seconds };
    }
    case 'auc': {
      const settings = config as unknown as AucConfig;
      const split = splitTable(readDiabetes(settings.positiveQuantile), settings, seed);
      const { result: curve, seconds } = timed(() => trainAuc(settings, seed, split));
      const bestAuc = Math.max(...curve.map((point) => point['auc']!));
      return { metrics: { ...finalMetrics(curve), bestAuc }, curve, seconds };
    }
  }
}

const trainingSets = lastOnly<ReturnType<typeof drawTrainingSet>>();
const testSets = lastOnly<ReturnType<typeof drawTestSet>>();

/** Keeps the last value made: the arms of a seed come one after another and share their data. */
function lastOnly<Value>(): (key: string, make: () => Value) => Value {
  let last: { key: string; value: Value } | undefined;
  return (key, make) => {
    if (last?.key !== key) last = { key, value: make() };
    return last.value;
  };
}

function dataSettings({
  size,
  fineLengths,
  fineTorus,
  coarseLengths,
  coarseTorus,
  amplitudes,
  trainPerClass,
  testPerClass,
  sharedTestSet,
}: TwoScaleConfig): TwoScaleDataConfig {
  return {
    size,
    fineLengths,
    fineTorus,
    coarseLengths,
    coarseTorus,
    amplitudes,
    trainPerClass,
    testPerClass,
    sharedTestSet,
  };
}

function finalMetrics(curve: readonly CurvePoint[]): Record<string, number> {
  const { step: _, ...metrics } = curve.at(-1)!;
  return metrics;
}

function timed<Result>(run: () => Result): { result: Result; seconds: number } {
  const start = performance.now();
  const result = run();
  return { result, seconds: (performance.now() - start) / 1000 };
}
