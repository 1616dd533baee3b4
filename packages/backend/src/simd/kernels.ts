import { plainBinary, relaxedBinary } from './binary';
import { type Heap, Scratch } from './heap';

/** The functions that the WebAssembly module exports; each takes the address of its struct. */
export type KernelName =
  | 'averagePoolGradient'
  | 'conv2d'
  | 'conv2dFilterGradient'
  | 'conv2dInputGradient'
  | 'depthwiseFilterGradient'
  | 'depthwiseInputGradient'
  | 'gemm'
  | 'maxPoolGradient'
  | 'prepare'
  | 'reluGradient'
  | 'segmentSum'
  | 'sumRows';

/** Bytes of the largest struct. */
const STRUCT_BYTES = 128;

/** The kernels of assembly/, at work on one heap. */
export class Kernels {
  private readonly struct: Scratch;
  private readonly scratch: Scratch;

  private constructor(
    private readonly functions: Record<KernelName, (struct: number) => number>,
    private readonly heap: Heap,
    /** Whether this is the build with fused multiply-add. */
    readonly relaxed: boolean,
  ) {
    this.struct = new Scratch(heap);
    this.scratch = new Scratch(heap);
  }

  /** Instantiates the kernels on a heap; undefined where the engine has no WebAssembly SIMD. */
  static async create(heap: Heap, { relaxedSimd = false } = {}): Promise<Kernels | undefined> {
    const relaxed = relaxedSimd && WebAssembly.validate(decode(relaxedBinary));
    const binary = decode(relaxed ? relaxedBinary : plainBinary);
    if (!WebAssembly.validate(binary)) return undefined;
    const { instance } = await WebAssembly.instantiate(binary, { env: { memory: heap.memory } });
    return new Kernels(instance.exports as Record<KernelName, (struct: number) => number>, heap, relaxed);
  }

  /**
   * Calls a kernel with a struct of 32-bit fields in the given order; fields that have no value are 0. A kernel whose
   * last field is `scratch` is asked first how much working memory it needs.
   */
  call<Field extends string>(
    name: KernelName,
    fields: readonly Field[],
    values: Partial<Record<Field, number>>,
  ): number {
    const kernel = this.functions[name];
    const struct = this.struct.reserve(STRUCT_BYTES);
    const last = fields.length - 1;
    this.write(struct, fields, values);
    if (fields[last] !== 'scratch') return kernel(struct);
    const scratch = this.scratch.reserve(kernel(struct) >>> 0);
    // Views die when the heap grows: take a new one.
    new Uint32Array(this.heap.memory.buffer)[struct / 4 + last] = scratch;
    return kernel(struct);
  }

  private write<Field extends string>(
    struct: number,
    fields: readonly Field[],
    values: Partial<Record<Field, number>>,
  ): void {
    const view = new Int32Array(this.heap.memory.buffer, struct, fields.length);
    for (let i = 0; i < fields.length; i++) view[i] = values[fields[i]!] ?? 0;
  }
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
