import { check, checkInteger, isList } from '../check';
import { ELEMENT_TYPES, NATIVE_ORDER, type NpyData } from './types';

/**
 * Writes a typed array as the bytes of a NumPy .npy file (format 1.0, row-major).
 *
 * @param data - the elements in row-major order.
 * @param shape - the lengths of the axes, whose product is that of `data`; default one axis.
 * @returns the bytes of the file, a new array.
 * @throws RangeError if `shape` does not fit or the header would be too long; TypeError if `data` is not a typed array with a NumPy counterpart.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @example
 * ```ts
 * import { toNpy } from '@backdropjs/fields';
 *
 * const bytes = toNpy(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
 * // writeFileSync('matrix.npy', bytes) and numpy.load('matrix.npy')
 * ```
 */
export function toNpy(data: NpyData, shape: readonly number[] = [data?.length]): Uint8Array<ArrayBuffer> {
  const name = ArrayBuffer.isView(data) && data[Symbol.toStringTag];
  const type = Object.entries(ELEMENT_TYPES).find(([, array]) => array.name === name)?.[0];
  check(
    type && isList(data),
    'toNpy',
    'data must be a typed array that NumPy knows',
    data,
    '',
    'typed array',
  );
  check(isList(shape), 'toNpy', 'shape must be a list of lengths', shape, '', 'list');
  // Holes too, which loops leave out.
  const lengths = Array.from(shape, (length, axis) => {
    checkInteger('toNpy', `shape[${axis}]`, length, 0, Number.MAX_SAFE_INTEGER);
    return length;
  });
  const fits = lengths.reduce((product, length) => product * length, 1) === data.length;
  check(fits, 'toNpy', `shape [${lengths}] must have as many elements as data`, data.length);
  const order = data.BYTES_PER_ELEMENT === 1 ? '|' : NATIVE_ORDER;
  const axes = lengths.length === 1 ? `${lengths[0]},` : lengths.join(', ');
  const text = `{'descr': '${order}${type}', 'fortran_order': False, 'shape': (${axes}), }`;
  check(text.length < 9000, 'toNpy', 'shape must have fewer axes', lengths.length);
  // Ten bytes before the text and a newline after it; the elements begin at a multiple of 64.
  const start = Math.ceil((text.length + 11) / 64) * 64;
  const header = `\x93NUMPY\x01\x00${String.fromCharCode((start - 10) & 255, (start - 10) >> 8)}${text.padEnd(start - 11)}\n`;
  const bytes = new Uint8Array(start + data.byteLength);
  for (let i = 0; i < start; i++) bytes[i] = header.charCodeAt(i);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  return bytes;
}
