import { plainBinary, relaxedBinary } from './binary';
import { type Heap, Scratch } from './heap';
import { type Fields, type KernelName, kernelStructs, type Sizes, STRUCT_BYTES } from './kernel-structs';
import { fromText } from './text';

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

  /** Calls a kernel; one that needs working memory is asked first how much. */
  call<Name extends KernelName>(name: Name, values: Fields<Name>): number {
    const kernel = this.functions[name];
    const struct = this.write(name, values);
    const last = kernelStructs[name].length - 1;
    if (kernelStructs[name][last] === 'scratch') {
      const scratch = this.scratch.reserve(kernel(struct) >>> 0);
      this.view()[(struct >>> 2) + last] = scratch;
    }
    return kernel(struct);
  }

  /** Allocates the working memory of a later call, which then leaves the heap as large as it is. */
  reserve<Name extends keyof Sizes>(name: Name, sizes: Sizes[Name]): void {
    this.scratch.reserve(this.functions[name](this.write(name, sizes)) >>> 0);
  }

  /** The address of the struct that holds the values, and 0 where there is none. */
  private write(name: KernelName, values: Partial<Record<string, number>>): number {
    const struct = this.struct.reserve(STRUCT_BYTES);
    const [fields, view]: [readonly string[], Int32Array] = [kernelStructs[name], this.view()];
    const at = struct >>> 2;
    for (let i = 0; i < fields.length; i++) view[at + i] = values[fields[i]!] ?? 0;
    return struct;
  }

  /** The heap as 32-bit fields, for now: a view dies when the heap grows. */
  private view(): Int32Array {
    const { buffer } = this.heap.memory;
    if (this.fields.buffer !== buffer) this.fields = new Int32Array(buffer);
    return this.fields;
  }
}
