import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Heap, Scratch } from '../simd/heap';
import { PREPARATION } from '../simd/structs';
import { pendingOf } from './deferred';
import type { Native } from './native';

/** The rows of a gradient that are not all zero, ready for the kernels. */
export interface Rows {
  /** Fields of `CONVOLUTION`: the gradient, and which of its rows count. */
  fields: { output: number; rows: number; rowCount: number; compact: number };
  count: number;
  /** The address of the sum over rows, if the scan made it. */
  sum: number;
}

/**
 * Finds the rows (positions, all channels) of a gradient that are not all zero. Both gradients of a layer and that of
 * its bias ask for the same rows one after the other: the last answer is kept.
 */
export class RowScan {
  private readonly rows: Scratch;
  private readonly compact: Scratch;
  private readonly sum: Scratch;
  private last: { dataId: object; result: Rows } | undefined;

  constructor(
    private readonly native: Native,
    heap: Heap,
  ) {
    this.rows = new Scratch(heap);
    this.compact = new Scratch(heap);
    this.sum = new Scratch(heap);
  }

  /** `columns` is the size of the last axis. The result is valid until the next scan. */
  scan(gradient: TensorInfo, columns: number): Rows {
    // A data id is an object of its own for each tensor's data and its values never change.
    if (this.last?.dataId === gradient.dataId) return this.last.result;
    const rowCount = util.sizeFromShape(gradient.shape) / Math.max(columns, 1);
    const result = this.run(gradient, rowCount, columns);
    this.last = { dataId: gradient.dataId, result };
    return result;
  }

  private run(gradient: TensorInfo, rowCount: number, columns: number): Rows {
    const rows = this.rows.reserve(4 * rowCount);
    const pending = pendingOf(gradient, 'reluGradient');
    if (pending) {
      const compact = this.compact.reserve(4 * rowCount * columns);
      const sum = this.sum.reserve(4 * columns);
      const count = this.native.kernels.call('prepare', PREPARATION, {
        ...{ rowCount, columns, rows, compact, bias: sum },
        gradient: this.native.address(pending.gradient),
        activated: this.native.address(pending.activated),
      });
      // When all rows are left, the compacted gradient is simply the gradient.
      const listed =
        count < rowCount ? { rows, rowCount: count, compact: 1 } : { rows: 0, rowCount, compact: 0 };
      return { fields: { output: compact, ...listed }, count, sum };
    }
    const output = this.native.address(gradient);
    const count = this.native.kernels.call('prepare', PREPARATION, {
      rowCount,
      columns,
      rows,
      gradient: output,
    });
    const listed = count < rowCount ? { rows, rowCount: count } : { rows: 0, rowCount };
    return { fields: { output, ...listed, compact: 0 }, count, sum: 0 };
  }
}
