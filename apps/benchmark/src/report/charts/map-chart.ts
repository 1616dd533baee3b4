import type { TopLevelSpec } from 'vega-lite';
import type { MapSummary } from '../../analysis/difference-maps';
import { formatDifference } from '../format';
import { frame, width } from './frame';

/**
 * A heat map of differences: a color for better, another for worse, strongest at the difference `largest`. A star marks those
 * with p < 0.05. The colors are the page's, which has two sets of them, so strength is opacity.
 */
export function mapChart(
  { rows, columns, cells }: MapSummary,
  { better, largest }: { better: 'higher' | 'lower'; largest: number },
): TopLevelSpec {
  const values = cells.map(({ row, column, comparison: { difference, tTestP } }) => ({
    row,
    column,
    gain: (better === 'higher' ? difference > 0 : difference < 0) ? 'better' : 'worse',
    strength: Math.abs(difference) / largest,
    text: `${formatDifference(difference).replace('0.', '.')}${tTestP !== null && tTestP < 0.05 ? '*' : ''}`,
  }));
  const x = {
    field: 'column',
    type: 'nominal' as const,
    sort: [...columns.values],
    title: columns.label,
    axis: { labelAngle: 0, domain: false, ticks: false, labelOverlap: false, labelLimit: 2 * width },
  };
  const y = {
    field: 'row',
    type: 'nominal' as const,
    sort: [...rows.values],
    title: rows.label,
    axis: { domain: false, ticks: false, labelLimit: 2 * width },
  };
  return {
    ...frame({ step: 30 }),
    data: { values },
    layer: [
      {
        mark: { type: 'rect' },
        encoding: {
          x,
          y,
          color: {
            field: 'gain',
            type: 'nominal',
            scale: { domain: ['better', 'worse'], range: ['var(--series-1)', 'var(--series-2)'] },
            legend: null,
          },
          opacity: {
            field: 'strength',
            type: 'quantitative',
            scale: { domain: [0, 1], range: [0.05, 0.75] },
            legend: null,
          },
        },
      },
      {
        mark: { type: 'text', color: 'var(--text)', fontSize: 11 },
        encoding: { x, y, text: { field: 'text', type: 'nominal' } },
      },
    ],
  };
}
