import { plainBinary, relaxedBinary } from './binary';
import { type Heap, Scratch } from './heap';
import { fromText } from './text';

/** The functions that the WebAssembly module exports; each takes the address of its struct. */
export type KernelName =
  | 'affine'
  | 'averagePoolGradient'
  | 'columnSums'
  | 'conv2d'
  | 'conv2dFilterGradient'
  | 'conv2dInputGradient'
  | 'copyBox'
  | 'depthwiseFilterGradient'
  | 'depthwiseInputGradient'
  | 'gemm'
  | 'maxPoolGradient'
  | 'prepare'
  | 'prepareWindows'
  | 'reluGradient'
  | 'segmentSum';

/** Bytes of the largest struct. */
const STRUCT_BYTES = 128;

type Functions = Record<KernelName, (struct: number) => number>;

/** The kernels of assembly/, compiled but not yet bound to a heap. */
export interface CompiledKernels {
  /** Whether this is the build with fused multiply-add. */
  relaxed: boolean;
  on(heap: Heap): Kernels;
}

/** The kernels of assembly/, at work on one heap. */
export class Kernels {
  private readonly struct: Scratch;
  private readonly scratch: Scratch;
  /** The heap as 32-bit fields. */
  private fields = new Int32Array();

  private constructor(
    private readonly functions: Functions,
    private readonly heap: Heap,
  ) {
    this.struct = new Scratch(heap);
    this.scratch = new Scratch(heap);
  }

  /** Compiles the kernels; undefined where the engine has no WebAssembly SIMD. */
  static async compile({ relaxedSimd = false } = {}): Promise<CompiledKernels | undefined> {
    const relaxed = relaxedSimd && WebAssembly.validate(fromText(relaxedBinary));
    const binary = fromText(relaxed ? relaxedBinary : plainBinary);
    if (!WebAssembly.validate(binary)) return undefined;
    const module = await WebAssembly.compile(binary);
    return {
      relaxed,
      on(heap) {
        const { exports } = new WebAssembly.Instance(module, { env: { memory: heap.memory } });
        return new Kernels(exports as Functions, heap);
      },
    };
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
    const scratch = this.reserve(name, fields, values);
    const struct = this.write(fields, values);
    if (scratch) this.fields[(struct >>> 2) + fields.length - 1] = scratch;
    return this.functions[name](struct);
  }

  /** Allocates the working memory of a later call, which then leaves the heap as large as it is. */
  reserve<Field extends string>(
    name: KernelName,
    fields: readonly Field[],
    values: Partial<Record<Field, number>>,
  ): number {
    if (fields[fields.length - 1] !== 'scratch') return 0;
    return this.scratch.reserve(this.functions[name](this.write(fields, values)) >>> 0);
  }

  private write<Field extends string>(
    fields: readonly Field[],
    values: Partial<Record<Field, number>>,
  ): number {
    const struct = this.struct.reserve(STRUCT_BYTES);
    const { buffer } = this.heap.memory;
    // Views die when the heap grows.
    if (this.fields.buffer !== buffer) this.fields = new Int32Array(buffer);
    const at = struct >>> 2;
    for (let i = 0; i < fields.length; i++) this.fields[at + i] = values[fields[i]!] ?? 0;
    return struct;
  }
}
