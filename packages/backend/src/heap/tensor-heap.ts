import { engine } from '@tensorflow/tfjs-core';
import { type Heap, Scratch } from '../module/heap';
import type { Kernels } from '../module/kernels';
import { noRoom } from '../tfjs/guard-memory';
import type { Internals, TensorRecord } from '../tfjs/internals';
import type { WasmBackend } from '../tfjs/wasm-backend';
import { HeapTensor } from './heap-tensor';
import { RowScan } from './row-scan';

/** Our kernels at work on the heap of one wasm backend. */
export class TensorHeap {
  readonly scan: RowScan;
  /** Coefficients of channels, for the call at hand. */
  readonly coefficients: Scratch;
  /** Sums over rows in double precision, for the call at hand. */
  readonly sums: Scratch;

  private floatView = new Float32Array();

  constructor(
    readonly backend: WasmBackend,
    readonly kernels: Kernels,
    private readonly internals: Internals,
    private readonly heap: Heap,
    /** Whether the kernels use fused multiply-add. */
    readonly relaxed: boolean,
  ) {
    this.scan = new RowScan(kernels, (tensor) => this.address(tensor), heap);
    this.coefficients = new Scratch(heap);
    this.sums = new Scratch(heap);
  }

  record(tensor: HeapTensor): TensorRecord {
    return this.internals.dataIdMap.get(tensor.dataId);
  }

  replaceRecord({ dataId }: HeapTensor, record: TensorRecord): void {
    // tfjs counts what is there.
    this.internals.dataIdMap.delete(dataId);
    this.internals.dataIdMap.set(dataId, record);
  }

  /** The address of a tensor's values; computes them if they were deferred. */
  address(tensor: HeapTensor): number {
    return this.record(tensor).memoryOffset;
  }

  /** A new tensor; its values are whatever was on the heap. */
  output(shape: number[], dtype: 'float32' | 'int32' | 'bool' = 'float32'): HeapTensor {
    const out = new HeapTensor(this.backend.makeOutput(shape, dtype));
    if (this.record(out).memoryOffset !== 0) return out;
    // tfjs would go on and write to address 0.
    this.internals.dataIdMap.delete(out.dataId);
    throw noRoom(shape);
  }

  /** Copies bytes within the heap. */
  copy(from: number, to: number, bytes: number): void {
    new Uint8Array(this.heap.memory.buffer).copyWithin(to, from, from + bytes);
  }

  /** The whole heap as float32, valid until the next allocation: one view, since making one costs as much as a small kernel. */
  get floats(): Float32Array {
    const { buffer } = this.heap.memory;
    if (this.floatView.buffer !== buffer) this.floatView = new Float32Array(buffer);
    return this.floatView;
  }

  /** Copies floats out of the heap. */
  read(address: number, count: number): number[] {
    const [from, heap] = [address >>> 2, this.floats];
    const values = new Array<number>(count);
    for (let i = 0; i < count; i++) values[i] = heap[from + i]!;
    return values;
  }

  /** Copies float64 out of the heap; the address is a multiple of 8. */
  readDoubles(address: number, count: number): number[] {
    return Array.from(new Float64Array(this.heap.memory.buffer, address, count));
  }

  /** Copies numbers to the heap, as floats. */
  write(address: number, values: readonly number[]): void {
    const [to, heap] = [address >>> 2, this.floats];
    for (let i = 0; i < values.length; i++) heap[to + i] = values[i]!;
  }

  /** Fills `count` floats with numbers, over and over. */
  repeat(address: number, count: number, values: readonly number[]): void {
    const [to, heap] = [address >>> 2, this.floats];
    for (let i = 0; i < count; i += values.length) {
      for (let j = 0; j < values.length; j++) heap[to + i + j] = values[j]!;
    }
  }

  retain(tensor: HeapTensor): void {
    this.backend.incRef(tensor.dataId);
  }

  /** Undoes `retain`, and what tfjs's engine leaves to the last owner. */
  release({ dataId }: HeapTensor): void {
    // The data may have moved to another backend that the program has switched to.
    const owner = engine().state.tensorInfo.get(dataId)?.backend ?? this.backend;
    if (owner.disposeData(dataId)) engine().removeDataId(dataId, owner);
  }
}
