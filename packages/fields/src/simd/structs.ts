/** The 32-bit fields of class Columns in assembly/columns.ts. */
export const COLUMNS = [
  'plan',
  'pass',
  'from',
  'fromPlane',
  'fromStride',
  'negative',
  'positive',
  'to',
  'toPlane',
  'toStride',
  'width',
  'block',
  'scratch',
] as const;

/** The 32-bit fields of class Rows in assembly/rows.ts. */
export const ROWS = [
  'plan',
  'pass',
  'count',
  'from',
  'fromPlane',
  'fromStride',
  'negative',
  'positive',
  'to',
  'toPlane',
  'toStride',
  'narrow',
  'scratch',
  'scratchStride',
] as const;

/** The bytes of class Pass in assembly/pass.ts. */
export const PASS_BYTES = 40;
