import { readNumbers, type Table } from './table';

/** 1797 handwritten digits of 8 x 8 pixels from 0 to 16 (Alpaydin and Kaynak, 1998), one digit against the rest. */
export function readDigits(positiveDigit: number): Table {
  const rows = readNumbers('digits.csv.gz', ',');
  return {
    rows: rows.map((row) => row.slice(0, -1)),
    labels: rows.map((row) => Number(row.at(-1) === positiveDigit)),
  };
}
