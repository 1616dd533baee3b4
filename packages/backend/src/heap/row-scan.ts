import { util } from '@tensorflow/tfjs-core';
import { type Heap, Scratch } from '../module/heap';
import type { Windows } from '../module/kernel-structs';
import type { Kernels } from '../module/kernels';
import type { HeapTensor } from './heap-tensor';
import { notesOf, type Pending, pendingOf } from './pending';
import { trace } from './trace';

type PendingInputGradient = Extract<Pending, { kind: 'inputGradient' }>;

/** The rows of a gradient that are not all zero, ready for the kernels. */
export interface Rows {
  /** Fields of `CONVOLUTION`: the gradient, and which of its rows count. */
  fields: { output: number; rows: number; rowCount: number; compact: number };
  /** The address of the sum over rows, if the scan made it. */
  sum: number;
}

/** Where a scan puts its answer. */
class Buffers {
  readonly rows: Scratch;
  readonly compact: Scratch;
  readonly sum: Scratch;

  constructor(heap: Heap) {
    this.rows = new Scratch(heap);
    this.compact = new Scratch(heap);
    this.sum = new Scratch(heap);
  }
}

/** Up to this fraction of rows, a gradient that is passed on stays compact. */
const SPARSE = 0.5;

/**
 * Finds the rows (positions, all channels) of a gradient that are not all zero. Both gradients of a layer and that of
 * its bias ask for the same rows one after the other: the last answer is kept.
 */
export class RowScan {
  /** Two, because a layer's answer may be made from that of the layer above. */
  private readonly buffers: [Buffers, Buffers];
  private last: { dataId: object; columns: number; result: Rows; buffers: Buffers } | undefined;

  constructor(
    private readonly kernels: Kernels,
    private readonly address: (tensor: HeapTensor) => number,
    heap: Heap,
  ) {
    this.buffers = [new Buffers(heap), new Buffers(heap)];
  }

  /** `columns` is the size of the last axis. The result is valid until the next scan. */
  scan(gradient: HeapTensor, columns: number): Rows {
    // A data id is an object of its own for each tensor's data and its values never change; reshaped, it has other rows.
    if (this.last?.dataId === gradient.dataId && this.last.columns === columns) return this.last.result;
    const result =
      this.known(gradient, columns) ?? this.passOn(gradient, columns) ?? this.look(gradient, columns);
    this.last = { dataId: gradient.dataId, columns, result, buffers: this.free() };
    trace?.(`kept ${result.fields.rowCount} rows of the gradient [${gradient.shape}]`);
    return result;
  }

  /** Allocates all that a later scan of `gradient` needs, which then leaves the heap as large as it is. */
  reserve(gradient: HeapTensor, columns: number): void {
    const size = util.sizeFromShape(gradient.shape);
    const pending = pendingOf(gradient, 'reluGradient');
    const above = pending && pendingOf(pending.gradient, 'inputGradient');
    for (const { rows, compact, sum } of this.buffers) {
      this.grow(rows, (4 * size) / Math.max(columns, 1));
      this.grow(compact, pending ? 4 * size : 0);
      this.grow(sum, pending ? 4 * columns : 0);
    }
    this.kernels.reserve('prepare', { columns });
    if (above && windowsAreApart(above)) this.kernels.reserve('gemm', productOf(above.windows));
  }

  private grow(scratch: Scratch, bytes: number): void {
    // What a buffer that grows held is lost, and with it the last answer.
    if (bytes > scratch.size) this.last = undefined;
    scratch.reserve(bytes);
  }

  /** The buffers that do not hold the last answer. */
  private free(): Buffers {
    return this.last?.buffers === this.buffers[0] ? this.buffers[1] : this.buffers[0];
  }

  /** All rows of a gradient that came out of batch normalization, which leaves none of them zero. */
  private known(gradient: HeapTensor, columns: number): Rows | undefined {
    if (pendingOf(gradient, 'affine')) this.address(gradient);
    if (!notesOf(gradient).isDense) return undefined;
    const rowCount = util.sizeFromShape(gradient.shape) / Math.max(columns, 1);
    return { fields: { output: this.address(gradient), rows: 0, rowCount, compact: 0 }, sum: 0 };
  }

  /** Goes through the values of the gradient. */
  private look(gradient: HeapTensor, columns: number): Rows {
    const rowCount = util.sizeFromShape(gradient.shape) / Math.max(columns, 1);
    const pending = pendingOf(gradient, 'reluGradient');
    // Asking for an address may compute a deferred tensor, with a scan of its own: addresses first, buffers then.
    const values = this.address(pending ? pending.gradient : gradient);
    const activated = pending ? this.address(pending.activated) : 0;
    this.reserve(gradient, columns);
    const buffers = this.free();
    const rows = buffers.rows.reserve(0);
    const compact = pending ? buffers.compact.reserve(0) : 0;
    const sum = pending ? buffers.sum.reserve(0) : 0;
    const to = { rows, compact, bias: sum };
    const count = this.kernels.call('prepare', {
      rowCount,
      columns,
      gradient: values,
      activated,
      ...to,
    });
    // When all rows are left, the compacted gradient is simply the gradient.
    const all = count === rowCount;
    const listed = all
      ? { rows: 0, rowCount, compact: 0 }
      : { rows, rowCount: count, compact: pending ? 1 : 0 };
    return { fields: { output: compact || values, ...listed }, sum };
  }

  /**
   * The rows of relu's gradient where it is made from the few rows of the layer above, whose windows do not overlap: the
   * gradient in between is a product of those rows and is never written out.
   */
  private passOn(gradient: HeapTensor, columns: number): Rows | undefined {
    const pending = pendingOf(gradient, 'reluGradient');
    const above = pending && pendingOf(pending.gradient, 'inputGradient');
    if (!pending || !above || !windowsAreApart(above)) return undefined;
    const { windows } = above;
    if (windows.inputChannels !== columns) return undefined;
    const activated = this.address(pending.activated);
    const channels = windows.outputChannels;
    const given = this.scan(above.dy, channels).fields;
    const positions = windows.batch * windows.outputHeight * windows.outputWidth;
    if (!given.compact || given.rowCount > SPARSE * positions) return undefined;
    const filter = this.address(above.filter);
    // The answer for the layer above must survive this; `reserve` forgets it only where a buffer has to grow.
    this.reserve(gradient, columns);
    if (this.last?.dataId !== above.dy.dataId) return undefined;
    const buffers = this.free();
    const [rows, compact, sum] = [
      buffers.rows.reserve(0),
      buffers.compact.reserve(0),
      buffers.sum.reserve(0),
    ];
    this.kernels.call('gemm', {
      ...productOf(windows),
      rows: given.rowCount,
      left: given.output,
      right: filter,
      output: compact,
    });
    const count = this.kernels.call('prepareWindows', {
      ...windows,
      windowCount: given.rowCount,
      windows: given.rows,
      columns,
      gradient: compact,
      activated,
      rows,
      bias: sum,
    });
    return { fields: { output: compact, rows, rowCount: count, compact: 1 }, sum };
  }
}

/** The gradients of windows: rows of the output's gradient x transposed filter. */
function productOf({ filterHeight, filterWidth, inputChannels, outputChannels }: Windows) {
  return {
    columns: filterHeight * filterWidth * inputChannels,
    depth: outputChannels,
    transposeLeft: 0,
    transposeRight: 1,
    bias: 0,
    activation: 0,
  };
}

/** Are there neither padding nor positions that several windows share? */
function windowsAreApart({ windows }: PendingInputGradient): boolean {
  return (
    windows.padTop === 0 &&
    windows.padLeft === 0 &&
    windows.dilationHeight === 1 &&
    windows.dilationWidth === 1 &&
    windows.strideHeight >= windows.filterHeight &&
    windows.strideWidth >= windows.filterWidth
  );
}
