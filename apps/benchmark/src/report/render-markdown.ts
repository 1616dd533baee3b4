import type { Table } from './tables/table';

/** A Markdown table. */
export function renderMarkdown({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [
    line(columns.map(({ name }) => name)),
    line(columns.map(({ words }) => (words ? '---' : '---:'))),
    ...rows.map(({ cells, minor }) => line(minor ? cells.map(emphasize) : cells)),
  ].join('\n');
}

function escapeCell(cell: string): string {
  return cell.replaceAll('|', '\\|').trim();
}

function emphasize(cell: string): string {
  return cell === '' || cell === '–' ? cell : `*${cell.trim()}*`;
}
