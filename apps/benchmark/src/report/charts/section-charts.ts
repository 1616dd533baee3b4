import type { TopLevelSpec } from 'vega-lite';
import type { Comparison } from '../../analysis/compare-arms';
import { byPanel, learningRateOf, treatmentOf } from '../../analysis/panels';
import type { Section } from '../../analysis/sections';
import type { ArmSummary, ExperimentSummary } from '../../analysis/summarize';
import { groupByTreatment } from '../../analysis/treatments';
import type { Experiment, Metric } from '../../experiments/experiment';
import { curveChart } from './curve-chart';
import { comparisonName, differenceChart } from './difference-chart';
import { mapChart } from './map-chart';
import { type RatePoint, rateChart } from './rate-chart';
import { mostSeries } from './series';

/** The most paired differences that stand under one another in one chart. */
const mostRows = 10;

export interface Chart {
  caption: string;
  spec: TopLevelSpec;
}

/** Maps, values by learning rate, learning curves and paired differences, in the experiment's first metric. */
export function sectionCharts({ experiment, summary }: Section): Chart[] {
  const metric = experiment.metrics[0];
  if (summary.maps.length > 0) {
    const cells = summary.maps.flatMap((map) => map.cells);
    const largest = Math.max(...cells.map(({ comparison }) => Math.abs(comparison.difference)), 1e-9);
    return summary.maps.map((map) => ({
      caption: `${map.title}: difference in ${metric.label}, best arm minus best arm; * p < 0.05, uncorrected.`,
      spec: mapChart(map, { better: metric.better, largest }),
    }));
  }
  const found = differences(experiment, summary, metric);
  return [
    ...(summary.confirmed ? found : []),
    ...rateCharts(experiment, summary, metric),
    ...curves(experiment, summary, metric),
    ...(summary.confirmed ? [] : found),
  ];
}

/** Charts over learning rates where three or more were tried. */
function rateCharts(
  experiment: Experiment,
  { arms, comparisons }: ExperimentSummary,
  metric: Metric,
): Chart[] {
  const point = (arm: string, value: number, standardError: number | null): RatePoint => ({
    treatment: treatmentOf(experiment, arm),
    learningRate: learningRateOf(experiment, arm),
    value,
    standardError,
  });
  const all = [...new Set(arms.map(({ arm }) => treatmentOf(experiment, arm)))];
  return byPanel(experiment, arms).flatMap(({ panel, arms: own }) => {
    const rates = new Set(own.map(({ arm }) => learningRateOf(experiment, arm)));
    if (rates.size < 3) return [];
    const where = panel === '' ? '' : ` (${panel})`;
    const means = own.map(({ arm, metrics }) =>
      point(arm, metrics[metric.name]!.mean, metrics[metric.name]!.standardError),
    );
    const firsts = own.flatMap(({ arm }) => {
      const first = comparisons.find((row) => row.arm === arm && row.metric === metric.name);
      return first && learningRateOf(experiment, first.base) === learningRateOf(experiment, arm)
        ? [first]
        : [];
    });
    const paired = firsts.map((row) => point(row.arm, row.difference, row.standardError));
    return [
      ...inGroups(means).map((points) => ({
        caption: `${capitalize(metric.label)} by learning rate${where}: mean ± one standard error.`,
        spec: rateChart(points, { title: metric.label, all }),
      })),
      ...inGroups(paired).map((points) => ({
        caption: `Paired difference to ${basesOf(experiment, firsts)} at the same learning rate${where}, ± one standard error.`,
        spec: rateChart(points, { title: `difference in ${metric.label}`, all, zero: true }),
      })),
    ];
  });
}

/** Points of as many treatments as one chart can hold. */
function inGroups(points: readonly RatePoint[]): RatePoint[][] {
  const treatments = [...new Set(points.map(({ treatment }) => treatment))];
  return slices(treatments, mostSeries).map((some) =>
    points.filter(({ treatment }) => some.includes(treatment)),
  );
}

function basesOf(experiment: Experiment, comparisons: readonly Comparison[]): string {
  return [...new Set(comparisons.map(({ base }) => treatmentOf(experiment, base)))].join(', ');
}

/** All arms where they are few, else the best of each treatment; none if they were evaluated at the end only. */
function curves(experiment: Experiment, { arms }: ExperimentSummary, metric: Metric): Chart[] {
  if (arms.every(({ curve }) => curve.length === 1)) return [];
  const few = arms.length <= mostSeries;
  const shown = few
    ? arms
    : groupByTreatment(experiment, arms, metric).map(({ name, best }) => ({ ...best, arm: name }));
  const which = few ? '' : ', each treatment at its best arm';
  return slices(shown, mostSeries).map((some: ArmSummary[]) => ({
    caption: `${capitalize(metric.label)} over training steps${which}: mean ± one standard error.`,
    spec: curveChart(some, metric),
  }));
}

/**
 * What was fixed in advance; else the declared comparisons where they are few, or the best arm with backdrop minus each
 * treatment at its best.
 */
function differences(experiment: Experiment, summary: ExperimentSummary, metric: Metric): Chart[] {
  const declared = summary.comparisons.filter((comparison) => comparison.metric === metric.name);
  const tuned = summary.tuned?.treatments.flatMap(({ comparison }) => comparison ?? []) ?? [];
  const { primary, secondary = [] } = summary.confirmed ?? {};
  const fixed =
    primary &&
    [primary, ...secondary].map(({ family, base, comparison }) => ({ ...comparison, arm: family, base }));
  const few = declared.length > 0 && declared.length <= mostRows;
  const comparisons = fixed ?? (few ? declared : tuned);
  if (comparisons.length === 0) return [];
  const rows = comparisons.map(comparisonName);
  const references = experiment.reference.comparisons.filter(
    (theirs) => theirs.metric === metric.name && rows.includes(comparisonName(theirs)),
  );
  const which = fixed
    ? ' of the chosen arms'
    : few
      ? ''
      : `, ${comparisons[0]!.arm} minus the best arm of each treatment`;
  // The arm that all have in common would make the names too long for the chart.
  const name = fixed || few ? comparisonName : ({ base }: { base: string }) => `− ${base}`;
  const diamond = references.length > 0 ? ', the reference as a diamond' : '';
  return [
    {
      caption: `Paired differences${which}: a dot a seed, the mean with one standard error${diamond}.`,
      spec: differenceChart(comparisons, references, metric, name),
    },
  ];
}

function slices<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
