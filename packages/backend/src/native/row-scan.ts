import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Heap, Scratch } from '../simd/heap';
import type { Kernels } from '../simd/kernels';
import { PREPARATION } from '../simd/structs';
import { pendingOf } from './pending';

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
    private readonly kernels: Kernels,
    private readonly address: (tensor: TensorInfo) => number,
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

  /** Allocates what a later scan of `gradient` needs. */
  reserve(gradient: TensorInfo, columns: number): { rows: number; compact: number; sum: number } {
    const size = util.sizeFromShape(gradient.shape);
    const masked = pendingOf(gradient, 'reluGradient') !== undefined;
    const wanted = [(4 * size) / Math.max(columns, 1), masked ? 4 * size : 0, masked ? 4 * columns : 0];
    const buffers = [this.rows, this.compact, this.sum];
    // What a buffer that grows held is lost, and with it the last answer.
    if (buffers.some((buffer, i) => wanted[i]! > buffer.size)) this.last = undefined;
    const [rows, compact, sum] = buffers.map((buffer, i) => buffer.reserve(wanted[i]!));
    return { rows: rows!, compact: compact!, sum: sum! };
  }

  private run(gradient: TensorInfo, rowCount: number, columns: number): Rows {
    const pending = pendingOf(gradient, 'reluGradient');
    // Asking for an address may compute a deferred tensor, with a scan of its own: addresses first, buffers then.
    if (pending) {
      const at = {
        gradient: this.address(pending.gradient),
        activated: this.address(pending.activated),
      };
      const { rows, compact, sum } = this.reserve(gradient, columns);
      const count = this.kernels.call('prepare', PREPARATION, {
        rowCount,
        columns,
        ...at,
        rows,
        compact,
        bias: sum,
      });
      // When all rows are left, the compacted gradient is simply the gradient.
      const listed =
        count < rowCount ? { rows, rowCount: count, compact: 1 } : { rows: 0, rowCount, compact: 0 };
      return { fields: { output: compact, ...listed }, count, sum };
    }
    const output = this.address(gradient);
    const { rows } = this.reserve(gradient, columns);
    const count = this.kernels.call('prepare', PREPARATION, { rowCount, columns, rows, gradient: output });
    const listed = count < rowCount ? { rows, rowCount: count } : { rows: 0, rowCount };
    return { fields: { output, ...listed, compact: 0 }, count, sum: 0 };
  }
}
