import { addRow } from './sum-rows';

/** What `segmentSum` gets; in the order of `SEGMENT_SUM` in src/module/structs.ts. */
@unmanaged
export class SegmentSum {
  rowCount: i32;
  columns: i32;
  segments: i32;
  /** rowCount x columns floats. */
  input: usize;
  /** rowCount int32 segment numbers; rows whose number is not in [0, segments) are dropped, as in tfjs. */
  ids: usize;
  /** segments x columns floats. */
  output: usize;
}

/** output[s] = sum of the rows of input whose id is s. */
export function segmentSum(p: SegmentSum): void {
  const bytes = (p.columns as usize) * 4;
  memory.fill(p.output, 0, (p.segments as usize) * bytes);
  let row = p.input;
  let id = p.ids;
  for (let i = p.rowCount; i; i--, row += bytes, id += 4) {
    const segment = load<u32>(id);
    if (segment < (p.segments as u32)) addRow(row, p.output + (segment as usize) * bytes, p.columns);
  }
}
