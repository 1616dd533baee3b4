import type { TopLevelSpec } from 'vega-lite';
import type { Comparison } from '../../analysis/compare-arms';
import type { Metric, ReferenceComparison } from '../../experiments/experiment';
import { frame, width } from './frame';

/**
 * Paired differences, a row a comparison: a dot a seed, the mean with one standard error, the reference's mean. `name` labels
 * a row.
 */
export function differenceChart(
  comparisons: readonly Comparison[],
  references: readonly ReferenceComparison[],
  metric: Metric,
  name: (comparison: Pick<Comparison, 'arm' | 'base'>) => string = comparisonName,
): TopLevelSpec {
  const x = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: `difference in ${metric.label}`,
  });
  const y = rows(comparisons.map(name));
  const values = {
    zero: [{ zero: 0 }],
    dots: comparisons.flatMap((comparison) =>
      comparison.differences.map(({ difference }) => ({ row: name(comparison), difference })),
    ),
    means: comparisons.map((comparison) => ({
      row: name(comparison),
      mean: comparison.difference,
      low: comparison.difference - (comparison.standardError ?? 0),
      high: comparison.difference + (comparison.standardError ?? 0),
    })),
    references: references.map((theirs) => ({ row: name(theirs), difference: theirs.difference })),
  };
  return {
    ...frame({ step: 46 }),
    layer: [
      { data: { values: values.zero }, mark: marks.zero, encoding: { x: x('zero') } },
      { data: { values: values.dots }, mark: marks.dot, encoding: { x: x('difference'), y } },
      {
        data: { values: values.means },
        mark: marks.error,
        encoding: { x: x('low'), x2: { field: 'high' }, y },
      },
      { data: { values: values.means }, mark: marks.mean, encoding: { x: x('mean'), y } },
      { data: { values: values.references }, mark: marks.reference, encoding: { x: x('difference'), y } },
    ],
  };
}

const marks = {
  zero: { type: 'rule', color: 'var(--muted)' },
  dot: { type: 'circle', color: 'var(--series-1)', opacity: 0.4, size: 28 },
  error: { type: 'rule', color: 'var(--text)', strokeWidth: 2 },
  mean: { type: 'point', color: 'var(--text)', fill: 'var(--text)', size: 50, opacity: 1 },
  reference: {
    type: 'point',
    shape: 'diamond',
    color: 'var(--series-2)',
    fill: null,
    size: 90,
    strokeWidth: 2,
    yOffset: 9,
  },
} as const;

/** The name of a row stands above it: beside it there is no room on a phone. */
function rows(names: readonly string[]) {
  return {
    field: 'row',
    type: 'nominal' as const,
    sort: [...names],
    title: null,
    axis: {
      orient: 'left' as const,
      labelAlign: 'left' as const,
      labelPadding: -4,
      labelOffset: -14,
      // Without a browser text is measured by rule of thumb, far too wide for this font.
      labelLimit: 2 * width,
      domain: false,
      ticks: false,
    },
  };
}

export function comparisonName({ arm, base }: Pick<Comparison, 'arm' | 'base'>): string {
  return `${arm} − ${base}`;
}
