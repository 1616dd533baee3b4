import type { Confirmed, FamilyResult } from '../confirm';
import { formatP, formatValue } from '../format';
import { comparisonCells, comparisonColumns } from './comparison-cells';
import type { Table } from './table';

/** The comparisons that were fixed in advance, the one that decides first. */
export function confirmationTable({ primary, secondary, exchanged }: Confirmed): Table {
  const row = (role: string, { family, base, comparison, means, holmP }: FamilyResult) => ({
    cells: [
      role,
      family,
      base,
      means.map(formatValue).join(' − '),
      ...comparisonCells(comparison),
      formatP(holmP),
    ],
  });
  return {
    columns: [
      { name: 'comparison', words: true },
      { name: 'family', words: true },
      { name: 'minus', words: true },
      { name: 'means' },
      ...comparisonColumns('difference'),
      { name: 't p, Holm' },
    ],
    rows: [
      ...(primary ? [row('primary', primary)] : []),
      ...secondary.map((result) => row('secondary', result)),
      ...(exchanged
        ? [row(`halves exchanged: ${exchanged.comparison.arm} − ${exchanged.comparison.base}`, exchanged)]
        : []),
    ],
  };
}
