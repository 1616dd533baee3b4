import type { FieldType } from '../torus/field-type';
import { binary } from './binary';

/** What the module exports; jobs are addresses of the structs of assembly/columns.ts and rows.ts. */
export type Kernels = {
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
};

const compiled: { [precision in FieldType]?: WebAssembly.Module } = {};

/** The kernels at work on a memory of their own. */
export interface BoundKernels {
  readonly kernels: Kernels;
  readonly buffer: ArrayBuffer;
}

/**
 * Instantiates the kernels with a memory of at least `bytes` bytes, for transforms in this precision; undefined where
 * the engine refuses: no WebAssembly SIMD, a content security policy, more than the 4 GiB that a memory can have, or an
 * old Chrome, which does not compile on its main thread.
 *
 * @throws RangeError of the engine where there is no room now: plain code would draw other last bits than the next call.
 */
export function bindKernels(bytes: number, precision: FieldType): BoundKernels | undefined {
  const pages = Math.ceil(bytes / 65536);
  if (!globalThis.WebAssembly || pages > 65536) return undefined;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  try {
    const instantiate = (type: FieldType) => {
      compiled[type] ??= new WebAssembly.Module(moduleBytes(type));
      return new WebAssembly.Instance(compiled[type], { env: { memory } }).exports as Kernels;
    };
    const { columns, rows } = instantiate(precision);
    // Noise is drawn in double precision in any case.
    const { noise } = instantiate('float64');
    return { kernels: { noise, columns, rows }, buffer: memory.buffer };
  } catch {
    return undefined;
  }
}

/**
 * The bytes of the module. In single precision the transforms are the same code with other instructions on vectors:
 * f32x4 instead of f64x2 for add, sub and mul, and v128.load32_splat for load64_splat.
 */
export function moduleBytes(precision: FieldType): Uint8Array<ArrayBuffer> {
  // See toText in tools/build/wasm-text.mjs.
  const bytes = Uint8Array.from(
    binary.match(/[{|}~]?./g)!,
    (code) => code.charCodeAt(code.length - 1) - 40 + (code.length - 1) * 104 * (code.charCodeAt(0) - 122),
  );
  if (precision === 'float32') {
    bytes.forEach((prefix, i) => {
      if (prefix !== 0xfd) return;
      const [code, next] = [bytes[i + 1]!, bytes[i + 2]!];
      if (code >= 0xf0 && code <= 0xf2 && next === 1) bytes[i + 1] = code - 12;
      if (code === 10 && next === 3) bytes.set([9, 2], i + 1);
    });
  }
  return bytes;
}
