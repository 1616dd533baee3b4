import { readNumbers, type Table } from './table';

/** 569 tumors with 30 features of their cells' nuclei (Street, Wolberg and Mangasarian, 1993), malignant positive. */
export function readBreastCancer(): Table {
  const [, ...rows] = readNumbers('breast_cancer.csv.gz', ',');
  return {
    rows: rows.map((row) => row.slice(0, -1)),
    // The file's label is 1 for benign.
    labels: rows.map((row) => Number(row.at(-1) === 0)),
  };
}
