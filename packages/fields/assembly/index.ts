import { Columns, columns } from './columns';
import { Rows, rows } from './rows';

export { noise } from './noise';

export function columns32(job: Columns): void {
  columns<f32>(job);
}

export function columns64(job: Columns): void {
  columns<f64>(job);
}

export function rows32(job: Rows): void {
  rows<f32>(job);
}

export function rows64(job: Rows): void {
  rows<f64>(job);
}
