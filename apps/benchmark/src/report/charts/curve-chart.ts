import type { TopLevelSpec } from 'vega-lite';
import type { ArmSummary } from '../../analysis/summarize';
import type { Metric } from '../../experiments/experiment';
import { frame } from './frame';
import { seriesColor } from './series';

/** Learning curves: the mean of each arm over training steps in a band of one standard error. */
export function curveChart(arms: readonly ArmSummary[], metric: Metric): TopLevelSpec {
  const values = arms.flatMap(({ arm, curve }) =>
    curve.map(({ step, metrics }) => {
      const { mean, standardError } = metrics[metric.name]!;
      return { arm, step, mean, low: mean - (standardError ?? 0), high: mean + (standardError ?? 0) };
    }),
  );
  const color = seriesColor(
    'arm',
    arms.map(({ arm }) => arm),
  );
  const x = { field: 'step', type: 'quantitative' as const, title: 'step', axis: { tickCount: 5 } };
  const scale = { zero: false };
  return {
    ...frame(220),
    data: { values },
    layer: [
      {
        mark: { type: 'area', opacity: 0.18 },
        encoding: {
          x,
          y: { field: 'low', type: 'quantitative', title: metric.label, scale },
          y2: { field: 'high' },
          color,
        },
      },
      {
        mark: { type: 'line', strokeWidth: 2 },
        encoding: { x, y: { field: 'mean', type: 'quantitative', scale }, color },
      },
    ],
  };
}
