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
  const file = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  const { text, start } = readHeader(file);
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const fortran = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const axes = /'shape':\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  if (descr === undefined || fortran === undefined || axes === undefined) {
    throw new RangeError(`fromNpy: the header must describe one array of plain elements, got ${text.trim()}`);
  }
  const shape = (axes.match(/\d+/g) ?? []).map(Number);
  const type = descr.slice(1).replace('b1', 'u1') as keyof typeof ELEMENT_TYPES;
  if (!Object.hasOwn(ELEMENT_TYPES, type)) {
    const known = Object.keys(ELEMENT_TYPES).join(', ');
    throw new RangeError(
      `fromNpy: elements must be of type b1, ${known}, got ${descr}; convert with astype in NumPy`,
    );
  }
  const array = ELEMENT_TYPES[type];
  const length = shape.reduce((product, axis) => product * axis, 1);
  if (file.length !== start + length * array.BYTES_PER_ELEMENT) {
    throw new RangeError(
      `fromNpy: ${length} elements of ${descr} must take ${length * array.BYTES_PER_ELEMENT} bytes after the header, got ${file.length - start}`,
    );
  }
  const content = file.slice(start);
  if (array.BYTES_PER_ELEMENT > 1 && descr[0] !== NATIVE_ORDER) swapBytes(content, array.BYTES_PER_ELEMENT);
  const data = new array(content.buffer);
  return { data: fortran === 'True' ? toRowMajor(data, shape) : data, shape };
}

function readHeader(file: Uint8Array): { text: string; start: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 10 || String.fromCharCode(...file.subarray(0, 6)) !== '\x93NUMPY') {
    throw new RangeError(
      'fromNpy: bytes must begin with the signature of a .npy file; unpack .npz archives first',
    );
  }
  const version = file[6]!;
  if (version < 1 || version > 3) {
    throw new RangeError(`fromNpy: the format version must be 1, 2 or 3, got ${version}`);
  }
  const first = version === 1 ? 10 : 12;
  const start =
    first + (version === 1 ? view.getUint16(8, true) : file.length < 12 ? Infinity : view.getUint32(8, true));
  if (start > file.length)
    throw new RangeError(`fromNpy: the header must be complete, got ${file.length} bytes`);
  // Names of fields may be UTF-8, but plain arrays have none.
  return {
    text: Array.from(file.subarray(first, start), (code) => String.fromCharCode(code)).join(''),
    start,
  };
}

function swapBytes(bytes: Uint8Array, size: number): void {
  for (let i = 0; i < bytes.length; i += size) bytes.subarray(i, i + size).reverse();
}

/** Reorders elements whose first axis varies fastest. */
function toRowMajor<A extends NpyData>(data: A, shape: readonly number[]): A {
  const ordered = data.slice() as A;
  const strides = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, length) => product * length, 1),
  );
  const index = shape.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    ordered[i] = data[index.reduce((sum, at, axis) => sum + at * strides[axis]!, 0)]!;
    // Counts up the indices, the last axis first.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = index[axis]! + 1;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return ordered;
}
