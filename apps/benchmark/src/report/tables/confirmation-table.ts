import type { Confirmed, FamilyResult } from '../confirm';
import { formatP } from '../format';
import { comparisonCells, comparisonColumns } from './comparison-cells';
import type { Table } from './table';

/** The comparisons that were fixed in advance, the one that decides first. */
export function confirmationTable({ primary, secondary, exchanged }: Confirmed): Table {
  const row = (role: string, { family, base, comparison, holmP }: FamilyResult) => ({
    cells: [role, family, base, ...comparisonCells(comparison), formatP(holmP)],
  });
  return {
    columns: [
      { name: 'comparison', words: true },
      { name: 'family', words: true },
      { name: 'minus', words: true },
      ...comparisonColumns('difference'),
      { name: 't p, Holm' },
    ],
    rows: [
      ...(primary ? [row('primary', primary)] : []),
      ...secondary.map((result) => row('secondary', result)),
      ...(exchanged ? [row('halves exchanged', exchanged)] : []),
    ],
  };
}
