import type { Table } from './tables';

/** The table in columns of equal width, for a terminal; names to the left, numbers to the right. */
export function renderText({ columns, rows }: Table): string {
  const lines = [columns, ...rows.map((row) => row.cells)];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const isName = columns.map((name) => isNameColumn(name));
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          isName[column] ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Columns of words; all others hold numbers. */
export function isNameColumn(column: string): boolean {
  return column.startsWith('arm') || column === 'against';
}
