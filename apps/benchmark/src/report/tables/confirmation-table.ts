import type { Confirmed, FamilyResult } from '../confirm';
import { formatP } from '../format';
import { comparisonCells, comparisonColumns } from './comparison-cells';
import type { Table } from './table';

/** The comparisons that were fixed in advance, the one that decides first. */
export function confirmationTable({ primary, secondary, exchanged }: Confirmed): Table {
  const row = (role: string, { family, base, comparison, holmP }: FamilyResult) => ({
    cells: [
      role,
      family,
      comparison.arm,
      base,
      comparison.base,
      ...comparisonCells(comparison),
      formatP(holmP),
    ],
  });
  return {
    columns: [
      { name: 'comparison', words: true },
      { name: 'family', words: true },
      { name: 'its chosen arm', words: true, detail: true },
      { name: 'minus', words: true },
      { name: 'its chosen arm', words: true, detail: true },
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
