import { readBreastCancer } from './breast-cancer';
import type { AucTableConfig } from './config';
import { readDiabetes } from './diabetes';
import { readDigits } from './digits';
import type { Table } from './table';

/** The table that a configuration names. */
export function readTable(config: AucTableConfig): Table {
  switch (config.table) {
    case 'diabetes':
      return readDiabetes(config.positiveQuantile);
    case 'digits':
      return readDigits(config.positiveDigit);
    case 'breast-cancer':
      return readBreastCancer();
  }
}
