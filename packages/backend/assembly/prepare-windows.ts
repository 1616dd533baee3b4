import { isNonZero, maskRow } from './prepare';
import { addRowWide, narrow, wideBytes } from './sum-rows';

/** What `prepareWindows` gets; in the order of `WINDOW_PREPARATION` in src/module/structs.ts. */
@unmanaged
export class WindowPreparation {
  /** How many windows there are. */
  windowCount: i32;
  /** int32 position of each window among outputHeight x outputWidth per image. */
  windows: usize;
  outputHeight: i32;
  outputWidth: i32;
  inputHeight: i32;
  inputWidth: i32;
  /** Channels of the input: floats in a row. */
  columns: i32;
  filterHeight: i32;
  filterWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  /** Gradient of the input under each window: windowCount x filterHeight x filterWidth rows. Overwritten. */
  gradient: usize;
  /** Output of the relu before, for all positions of the input. */
  activated: usize;
  /** Where the positions of the rows that are left go: int32, as many as there may be rows. */
  rows: usize;
  /** Where the sum over rows goes, `columns` floats. */
  bias: usize;
  /** Working memory; 0 asks for its size in bytes. */
  scratch: usize;
}

/**
 * `prepare` for a gradient that exists only under some windows, which do not overlap: masks its rows, compacts them in place, lists
 * their positions and sums them. The list is in the order of the windows, so it ascends from image to image only.
 */
export function prepareWindows(p: WindowPreparation): usize {
  const columns = p.columns;
  if (!p.scratch) return wideBytes(columns);
  memory.fill(p.scratch, 0, wideBytes(columns));
  const bytes = (columns as usize) * 4;
  let count = 0;
  let gradient = p.gradient;
  let target = p.gradient;
  for (let i = 0; i < p.windowCount; i++) {
    const window = load<i32>(p.windows + ((i as usize) << 2));
    const n = window / (p.outputHeight * p.outputWidth);
    const y = ((window / p.outputWidth) % p.outputHeight) * p.strideHeight;
    const x = (window % p.outputWidth) * p.strideWidth;
    for (let fy = 0; fy < p.filterHeight; fy++) {
      const first = (n * p.inputHeight + y + fy) * p.inputWidth + x;
      for (let position = first; position < first + p.filterWidth; position++, gradient += bytes) {
        if (!isNonZero(gradient, columns)) continue;
        if (!maskRow(gradient, p.activated + (position as usize) * bytes, target, columns)) continue;
        store<i32>(p.rows + ((count as usize) << 2), position);
        addRowWide(target, p.scratch, columns);
        target += bytes;
        count++;
      }
    }
  }
  narrow(p.scratch, p.bias, columns, 1);
  return count;
}
