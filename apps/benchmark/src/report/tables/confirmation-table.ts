import type { Confirmed, FamilyResult } from '../../analysis/confirm';
import { formatP, formatValue } from '../format';
import { comparisonCells, comparisonColumns } from './comparison-cells';
import type { Table } from './table';

/** The comparisons that were fixed in advance, the primary one first. */
export function confirmationTable({ primary, secondary, besides, exchanged }: Confirmed): Table {
  const row = ({ family, base, comparison, means, holmP }: FamilyResult, role = '') => ({
    cells: [
      `${family} − ${base}${role}`,
      ...comparisonCells(comparison, holmP),
      formatP(holmP),
      means.map(formatValue).join(' − '),
    ],
  });
  return {
    columns: [
      { name: 'comparison', words: true },
      ...comparisonColumns('difference'),
      { name: 't p, Holm' },
      { name: 'means' },
    ],
    rows: [
      ...(primary ? [row(primary, ' (primary)')] : []),
      ...secondary.map((result) => row(result)),
      ...besides.map((result) => row(result, `, ${result.label}`)),
      ...(exchanged ? [row(exchanged, ' (halves exchanged)')] : []),
    ],
  };
}
