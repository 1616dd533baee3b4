import { refuse } from '../errors';
import { binary } from './binary';
import type { Matrix } from './matrix';
import type { Products } from './products';

/** Bytes of the struct of assembly/job.ts, which stands at the start of the memory. */
const jobBytes = 64;

/**
 * The products by WebAssembly SIMD, on a memory that grows to what one call needs: matrices are copied there and back. Undefined
 * where the engine refuses: no SIMD, or a content security policy.
 */
export function simdProducts(): Products | undefined {
  if (!globalThis.WebAssembly) return undefined;
  const memory = new WebAssembly.Memory({ initial: 1 });
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()), { env: { memory } });
    const product = (name: keyof Products) => {
      const kernel = exports[name] as (job: number) => void;
      return (out: Matrix, a: Matrix, b: Matrix, scale = 1, from = out) => {
        const panel = jobBytes;
        let end = panel + 32 * b.rows;
        const places = new Map<Float64Array, number>();
        for (const { v } of [a, b, from, out]) {
          places.set(v, end);
          end += v.byteLength;
        }
        // Up to three numbers past a matrix are read.
        const pages = Math.ceil((end + 24 - memory.buffer.byteLength) / 65536);
        if (pages > 0) {
          try {
            memory.grow(pages);
          } catch {
            refuse('OUT_OF_RANGE', 'useSimd', 'vectors must fit in memory', `${end} bytes; take fewer`);
          }
        }
        const numbers = new Float64Array(memory.buffer);
        for (const [v, at] of places) numbers.set(v, at / 8);
        numbers[0] = scale;
        const strides = ({ v, down, across }: Matrix) => [places.get(v)!, 8 * down, 8 * across];
        new Uint32Array(memory.buffer).set(
          [
            ...[places.get(out.v)!, 8 * out.down, ...strides(a), ...strides(b)],
            ...[places.get(from.v)!, panel, out.rows, b.rows, out.columns],
          ],
          2,
        );
        kernel(0);
        const at = places.get(out.v)! / 8;
        out.v.set(numbers.subarray(at, at + out.v.length));
      };
    };
    return { multiply: product('multiply'), squares: product('squares'), pull: product('pull') };
  } catch {
    return undefined;
  }
}

/** The bytes of the module, see toText in tools/build/wasm-text.mjs. */
export function moduleBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    binary.match(/[{|}~]?./g)!,
    (code) => code.charCodeAt(code.length - 1) - 40 + (code.length - 1) * 104 * (code.charCodeAt(0) - 122),
  );
}
