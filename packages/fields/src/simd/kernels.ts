import { binary } from './binary';

/** What the module exports; jobs are addresses of the structs of ./structs. */
export interface Kernels {
  noise(
    key: number,
    c0: number,
    c1: number,
    c2: number,
    c3: number,
    count: number,
    first: number,
    second: number,
  ): void;
  columns(job: number): void;
  rows(job: number): void;
}

let compiled: WebAssembly.Module | undefined;

/** The kernels at work on a memory of their own. */
export interface BoundKernels {
  readonly kernels: Kernels;
  readonly buffer: ArrayBuffer;
}

/**
 * Instantiates the kernels with a memory of at least `bytes` bytes; undefined where the engine refuses: no
 * WebAssembly SIMD, a content security policy, no room, or an old Chrome, which does not compile on its main
 * thread.
 */
export function bindKernels(bytes: number): BoundKernels | undefined {
  try {
    compiled ??= new WebAssembly.Module(
      Uint8Array.from(binary.match(/../g)!, (digits) => Number.parseInt(digits, 16)),
    );
    const pages = Math.ceil(bytes / 65536);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
    return { kernels: exports as unknown as Kernels, buffer: memory.buffer };
  } catch {
    return undefined;
  }
}
