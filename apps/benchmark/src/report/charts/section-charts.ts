import type { TopLevelSpec } from 'vega-lite';
import type { Experiment, Metric } from '../../experiments/experiment';
import type { Section } from '../sections';
import type { ArmSummary, ExperimentSummary } from '../summarize';
import { curveChart } from './curve-chart';
import { comparisonName, differenceChart } from './difference-chart';

/** Past this many arms a chart holds those of one learning rate. */
const mostArms = 8;

export interface Chart {
  caption: string;
  spec: TopLevelSpec;
}

/** Learning curves and paired differences, in the experiment's first metric. */
export function sectionCharts({ experiment, summary }: Section): Chart[] {
  const metric = experiment.metrics[0];
  const label = metric.label.charAt(0).toUpperCase() + metric.label.slice(1);
  const curves = byLearningRate(experiment, summary.arms).map(({ name, arms }) => ({
    caption: `${label} over training steps${name}: mean ± one standard error.`,
    spec: curveChart(arms, metric),
  }));
  return [...curves, ...differences(experiment, summary, metric)];
}

function byLearningRate(experiment: Experiment, arms: readonly ArmSummary[]) {
  if (arms.length <= mostArms) return [{ name: '', arms }];
  const rateOf = ({ arm }: ArmSummary) =>
    experiment.arms[arm]!.config['learningRate'] ?? experiment.config['learningRate'];
  return [...new Set(arms.map(rateOf))].map((rate) => ({
    name: `, learning rate ${rate}`,
    arms: arms.filter((arm) => rateOf(arm) === rate),
  }));
}

function differences(experiment: Experiment, summary: ExperimentSummary, metric: Metric): Chart[] {
  const comparisons = summary.comparisons.filter((comparison) => comparison.metric === metric.name);
  if (comparisons.length === 0) return [];
  const rows = comparisons.map(comparisonName);
  const references = experiment.reference.comparisons.filter(
    (theirs) => theirs.metric === metric.name && rows.includes(comparisonName(theirs)),
  );
  const diamond = references.length > 0 ? ', the reference as a diamond' : '';
  return [
    {
      caption: `Paired differences: a dot a seed, the mean with one standard error${diamond}.`,
      spec: differenceChart(comparisons, references, metric),
    },
  ];
}
