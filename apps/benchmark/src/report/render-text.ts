import type { Table } from './tables/table';

/** The table in columns of equal width, for a terminal; words to the left, numbers to the right, no details. */
export function renderText({ columns, rows }: Table): string {
  const kept = columns.flatMap(({ detail }, index) => (detail ? [] : [index]));
  const lines = [columns.map(({ name }) => name), ...rows.map(({ cells }) => cells)];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const pad = (cell: string, column: number) =>
    columns[column]!.words ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return lines
    .map((line) =>
      kept
        .map((column) => pad(line[column]!, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
