import {
  block,
  leftPanelBytes,
  MAX_DEPTH,
  padBias,
  prepareTemp,
  putPart,
  rightPanelBytes,
  rowTable,
  TEMP_BYTES,
} from './block';
import { packColumns, packRight, packRightTransposed, packRows } from './pack';
import { lines } from './simd';
import { ACCUMULATE, TILE_COLUMNS, TILE_ROWS } from './tile';

/** What `gemm` gets; in the order of `PRODUCT` in src/module/structs.ts. */
@unmanaged
export class Product {
  rows: i32;
  columns: i32;
  depth: i32;
  /** rows x depth floats, or depth x rows when `transposeLeft`. */
  left: usize;
  /** depth x columns floats, or columns x depth when `transposeRight`. */
  right: usize;
  transposeLeft: i32;
  transposeRight: i32;
  /** `columns` floats, or 0. */
  bias: usize;
  /** RELU of tile.ts, or 0. */
  activation: i32;
  /** rows x columns floats, overwritten. */
  output: usize;
  /** Working memory; 0 asks for its size in bytes. */
  scratch: usize;
}

/** Rows and columns that are packed at a time: 128 KiB of A and 1 MiB of B. */
const ROWS: i32 = 64;
const COLUMNS: i32 = 512;

/** output = activation(bias + A B), each of A and B as stored or transposed. */
export function gemm(p: Product): usize {
  const depth = min(p.depth, MAX_DEPTH);
  const wide = min(p.columns, COLUMNS);
  const leftStep = leftPanelBytes(depth);
  const rightStep = rightPanelBytes(depth);

  const zero = p.scratch;
  const temp = zero + 64;
  const outputs = temp + TEMP_BYTES;
  const bias = outputs + ROWS * 4;
  const left = bias + lines((p.columns as usize) * 4 + 32);
  const right = left + (ROWS / TILE_ROWS) * leftStep;
  if (!p.scratch) return right + (((wide + 7) >> 3) as usize) * rightStep;

  memory.fill(zero, 0, 32);
  prepareTemp(temp);
  padBias(p.bias, p.columns, bias);
  const stride = (p.columns as usize) * 4;
  if (p.depth === 0) {
    for (let i = 0; i < p.rows; i++) putPart(bias, p.output + (i as usize) * stride, p.columns, p.activation);
    return 0;
  }
  const leftStride = ((p.transposeLeft ? p.rows : p.depth) as usize) * 4;
  const rightStride = ((p.transposeRight ? p.depth : p.columns) as usize) * 4;
  for (let column = 0; column < p.columns; column += wide) {
    const columns = min(wide, p.columns - column);
    for (let k = 0; k < p.depth; k += depth) {
      const pass = min(depth, p.depth - k);
      const mode = (k ? ACCUMULATE : 0) | (k + pass === p.depth ? p.activation : 0);
      for (let j = 0; j < columns; j += TILE_COLUMNS) {
        const panel = right + ((j as usize) >> 3) * rightStep;
        if (p.transposeRight) {
          const source = p.right + ((column + j) as usize) * rightStride + ((k as usize) << 2);
          packRightTransposed(source, rightStride, columns - j, pass, panel);
        } else {
          const source = p.right + (k as usize) * rightStride + (((column + j) as usize) << 2);
          packRight(source, rightStride, columns - j, pass, panel);
        }
      }
      for (let row = 0; row < p.rows; row += ROWS) {
        const rows = min(ROWS, p.rows - row);
        rowTable(p.output + (row as usize) * stride + ((column as usize) << 2), stride, rows, outputs);
        for (let i = 0; i < rows; i += TILE_ROWS) {
          const panel = left + ((i as usize) >> 2) * leftStep;
          if (p.transposeLeft) {
            const source = p.left + (k as usize) * leftStride + (((row + i) as usize) << 2);
            packColumns(source, leftStride, rows - i, pass, panel);
          } else {
            // A last panel with fewer than four rows repeats the last one.
            const source = p.left + ((row + i) as usize) * leftStride + ((k as usize) << 2);
            const r1 = source + (rows - i > 1 ? leftStride : 0);
            const r2 = r1 + (rows - i > 2 ? leftStride : 0);
            packRows(source, r1, r2, r2 + (rows - i > 3 ? leftStride : 0), pass, panel);
          }
        }
        block(
          left,
          leftStep,
          rows,
          right,
          rightStep,
          columns,
          pass,
          k ? zero : bias + ((column as usize) << 2),
          k ? 0 : 32,
          outputs,
          temp,
          mode,
        );
      }
    }
  }
  return 0;
}
