import { check, checkChoice, isList, readOptions } from '../check';
import { readElementType } from './element-type';
import { readHeader } from './header';
import { swapBytes } from './swap-bytes';
import { toRowMajor } from './to-row-major';
import type { NpyData } from './types';
import { toNumbers, widenHalf } from './widen';

/** An array read from a .npy file. */
export interface NpyArray {
  /** The elements in row-major order; of complex ones the real and the imaginary part, one after the other. */
  readonly data: NpyData;
  /** The lengths of the axes; none for a scalar. */
  readonly shape: readonly number[];
  /** There, and true, if the elements are complex. */
  readonly complex?: true;
}

/** The options of {@link fromNpy}. */
export interface FromNpyOptions {
  /** How integers of 64 bits are read: 'bigint', the default, or 'number', as a Float64Array if all are safe integers. */
  integers?: 'bigint' | 'number';
}

/**
 * Reads the bytes of a NumPy .npy file (formats 1.0 to 3.0): integers of 8 to 64 bits, booleans (as a Uint8Array), floats of
 * 16 (as a Float32Array), 32 and 64 bits and complex numbers of two of the latter, in either byte order and in either order
 * of the axes.
 *
 * @param bytes - the whole file.
 * @returns the elements in row-major order, a new array, and the shape.
 * @throws RangeError if `bytes` is not a .npy file, is incomplete, or holds another type of elements; TypeError if it is
 * something else.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @example
 * ```ts
 * import { fromNpy, toNpy } from '@backdropjs/fields';
 *
 * // fromNpy(readFileSync('final_size-1024_corr-9.5_v1.npy')) reads a field of doi.org/10.5281/zenodo.1252464
 * const { data, shape } = fromNpy(toNpy(Float64Array.of(1, 2, 3, 4), [2, 2]));
 * ```
 */
export function fromNpy(bytes: Uint8Array | ArrayBuffer, options: FromNpyOptions = {}): NpyArray {
  const { integers } = readOptions('fromNpy', options, { integers: 'bigint' });
  checkChoice('fromNpy', 'integers', integers, 'bigint', 'number');
  const file = asBytes('fromNpy', bytes);
  const { descr, fortran, shape, start } = readHeader(file);
  const { array, unit, parts, swapped, half } = readElementType(descr);
  const length = shape.reduce((product, axis) => product * axis, 1);
  // A copy; the method slice of Node's Buffer would share the memory of the file.
  const content = new Uint8Array(file.subarray(start));
  check(
    content.length === length * parts * unit,
    'fromNpy',
    `${length} elements of ${descr} must take ${length * parts * unit} bytes after the header`,
    content.length,
  );
  if (swapped) swapBytes(content, unit);
  const stored = new array(content.buffer);
  const widened = half
    ? widenHalf(stored as Uint16Array)
    : integers === 'number' && (stored instanceof BigInt64Array || stored instanceof BigUint64Array)
      ? toNumbers(stored)
      : stored;
  const data = fortran ? toRowMajor(widened, shape, parts) : widened;
  return { data, shape, ...(parts === 2 && { complex: true as const }) };
}

/** The bytes themselves, or those of a buffer. */
export function asBytes(caller: string, bytes: Uint8Array | ArrayBuffer): Uint8Array {
  // Those of another realm too, which are no instances of this one's.
  const kind = ArrayBuffer.isView(bytes) || Object(bytes) === bytes ? tagOf(bytes) : '';
  const view = kind === 'ArrayBuffer' ? viewOf(bytes as ArrayBuffer) : kind === 'Uint8Array' && bytes;
  check(isList(view), caller, 'bytes must be a Uint8Array or an ArrayBuffer', bytes, '', 'bytes');
  return view as Uint8Array;
}

/** The bytes of a buffer, undefined where its memory has been transferred away. */
function viewOf(buffer: ArrayBuffer): Uint8Array | undefined {
  try {
    return new Uint8Array(buffer);
  } catch {
    return undefined;
  }
}

function tagOf(value: unknown): string {
  try {
    return Object.prototype.toString.call(value).slice(8, -1);
  } catch {
    return '';
  }
}
