import type { Table } from './tables';

/** A Markdown table. */
export function renderMarkdown({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map(({ cells, reference }) => line(reference ? cells.map(emphasize) : cells)),
  ].join('\n');
}

function escapeCell(cell: string): string {
  return cell.replaceAll('|', '\\|').trim();
}

function emphasize(cell: string): string {
  return cell === '' || cell === '–' ? cell : `*${cell.trim()}*`;
}
