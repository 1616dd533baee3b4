import type { MapSummary } from '../../analysis/difference-maps';
import { formatTested } from '../format';
import { none, type Table } from './table';

/** A map in numbers: the differences, each with its standard error and the p-value of the t-test. */
export function mapTable({ rows, columns, cells }: MapSummary): Table {
  const cellOf = (row: string, column: string) => {
    const cell = cells.find((candidate) => candidate.row === row && candidate.column === column);
    return cell ? formatTested(cell.comparison) + (cell.saturated ? ', saturated' : '') : none;
  };
  return {
    columns: [
      { name: `${rows.label} \\ ${columns.label}`, words: true },
      ...columns.values.map((name) => ({ name })),
    ],
    rows: rows.values.map((row) => ({
      cells: [row, ...columns.values.map((column) => cellOf(row, column))],
    })),
  };
}
