import type { TopLevelSpec } from 'vega-lite';
import { frame } from './frame';
import { seriesColor } from './series';

export interface RatePoint {
  treatment: string;
  learningRate: number;
  value: number;
  standardError: number | null;
}

/**
 * A value of each treatment over learning rates, with one standard error; `zero` draws the line of no difference, `all`
 * names all treatments of the experiment, so that each has one color in all charts.
 */
export function rateChart(
  points: readonly RatePoint[],
  { title, all, zero = false }: { title: string; all: readonly string[]; zero?: boolean },
): TopLevelSpec {
  const values = points.map(({ value, standardError, ...point }) => ({
    ...point,
    value,
    low: value - (standardError ?? 0),
    high: value + (standardError ?? 0),
  }));
  const color = seriesColor('treatment', [...new Set(points.map(({ treatment }) => treatment))], all);
  const rates = [...new Set(points.map(({ learningRate }) => learningRate))].sort((a, b) => a - b);
  const x = {
    field: 'learningRate',
    type: 'quantitative' as const,
    title: 'learning rate',
    scale: { type: 'log' as const, nice: false, padding: 8 },
    axis: { values: rates, format: '~r', labelOverlap: 'greedy' as const, grid: false },
  };
  const y = (field: string) => ({ field, type: 'quantitative' as const, title, scale: { zero: false } });
  return {
    ...frame(220),
    data: { values },
    layer: [
      ...(zero
        ? [{ mark: { type: 'rule' as const, color: 'var(--muted)' }, encoding: { y: { datum: 0 } } }]
        : []),
      {
        mark: { type: 'rule', strokeWidth: 1.5 },
        encoding: { x, y: y('low'), y2: { field: 'high' }, color },
      },
      { mark: { type: 'line', strokeWidth: 2 }, encoding: { x, y: y('value'), color } },
      {
        mark: { type: 'point', filled: true, size: 36, opacity: 1 },
        encoding: { x, y: y('value'), color },
      },
    ],
  };
}
