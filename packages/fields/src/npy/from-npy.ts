import { check } from '../check';
import { ELEMENT_TYPES, NATIVE_ORDER, type NpyData } from './types';

/** An array read from a .npy file. */
export interface NpyArray {
  /** The elements in row-major order. */
  readonly data: NpyData;
  /** The lengths of the axes; none for a scalar. */
  readonly shape: readonly number[];
}

/**
 * Reads the bytes of a NumPy .npy file (formats 1.0 to 3.0): integers of 8 to 64 bits, booleans (as a
 * Uint8Array), and floats of 32 and 64 bits, in either byte order and in either order of the axes.
 *
 * @param bytes - the whole file.
 * @returns the elements in row-major order, a new array, and the shape.
 * @throws RangeError if `bytes` is not a .npy file, is incomplete, or holds another type of elements.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @example
 * ```ts
 * import { fromNpy, toNpy } from '@backdropjs/fields';
 *
 * // fromNpy(readFileSync('final_size-1024_corr-9.5_v1.npy')) reads a field of doi.org/10.5281/zenodo.1252464
 * const { data, shape } = fromNpy(toNpy(Float64Array.of(1, 2, 3, 4), [2, 2]));
 * ```
 */
export function fromNpy(bytes: Uint8Array | ArrayBuffer): NpyArray {
  // Those of another realm too, which are no instances of this one's.
  const kind = Object.prototype.toString.call(bytes).slice(8, -1);
  const isBytes = kind === 'Uint8Array' || kind === 'ArrayBuffer';
  check(isBytes, 'fromNpy', 'bytes must be a Uint8Array or an ArrayBuffer', kind);
  const file = ArrayBuffer.isView(bytes) ? bytes : new Uint8Array(bytes);
  const { text, start } = readHeader(file);
  const field = (name: string, value: string) => new RegExp(`'${name}':\\s*${value}`).exec(text)?.[1];
  const descr = field('descr', "'([^']*)'");
  const fortran = field('fortran_order', '(True|False)');
  const axes = field('shape', '\\(([\\d,\\sL]*)\\)');
  check(
    descr !== undefined && fortran !== undefined && axes !== undefined,
    'fromNpy',
    'the header must describe one array of plain elements',
    text,
  );
  const shape = (axes.match(/\d+/g) ?? []).map(Number);
  const type = descr.slice(1).replace('b1', 'u1') as keyof typeof ELEMENT_TYPES;
  const known = Object.keys(ELEMENT_TYPES);
  const remedy = `${descr}; convert with astype in NumPy`;
  check(known.includes(type), 'fromNpy', `elements must be of type b1, ${known.join(', ')}`, remedy);
  const array = ELEMENT_TYPES[type];
  const size = array.BYTES_PER_ELEMENT;
  const length = shape.reduce((product, axis) => product * axis, 1);
  // A copy; the method slice of Node's Buffer would share the memory of the file.
  const content = new Uint8Array(file.subarray(start));
  check(
    content.length === length * size,
    'fromNpy',
    `${length} elements of ${descr} must take ${length * size} bytes after the header`,
    content.length,
  );
  if (size > 1 && descr[0] !== NATIVE_ORDER && descr[0] !== '=') swapBytes(content, size);
  const data = new array(content.buffer);
  return { data: fortran === 'True' ? toRowMajor(data, shape) : data, shape };
}

function readHeader(file: Uint8Array): { text: string; start: number } {
  // Names of fields may be UTF-8, but plain arrays have none.
  const toText = (from: number, end: number) =>
    Array.from(file.subarray(from, end), (code) => String.fromCharCode(code)).join('');
  const remedy = `${file.length} others; unpack .npz archives first`;
  check(
    toText(0, 6) === '\x93NUMPY',
    'fromNpy',
    'bytes must begin with the signature of a .npy file',
    remedy,
  );
  const version = file[6]!;
  check(version >= 1 && version <= 3, 'fromNpy', 'the format version must be 1, 2 or 3', version);
  // The length of the rest of the header, in two or four bytes.
  const first = version === 1 ? 10 : 12;
  const start = first + file.subarray(8, first).reduce((sum, byte, i) => sum + byte * 256 ** i, 0);
  const complete = first <= file.length && start <= file.length;
  check(complete, 'fromNpy', 'the header must be complete', `${file.length} bytes`);
  return { text: toText(first, start), start };
}

function swapBytes(bytes: Uint8Array, size: number): void {
  for (let i = 0; i < bytes.length; i += size) bytes.subarray(i, i + size).reverse();
}

/** Reorders elements whose first axis varies fastest. */
function toRowMajor<A extends NpyData>(data: A, shape: readonly number[]): A {
  const ordered = data.slice() as A;
  for (let i = 0; i < data.length; i++) {
    // Takes the indices off i, the last axis first, and puts them together the other way.
    let rest = i;
    let at = 0;
    for (const length of [...shape].reverse()) {
      at = at * length + (rest % length);
      rest = Math.floor(rest / length);
    }
    ordered[i] = data[at]!;
  }
  return ordered;
}
