import { check, readOptions } from '../check';
import { checksum } from './checksum';
import { toNpy } from './to-npy';
import type { NpyData } from './types';

/** An array with its shape. */
export interface ShapedArray {
  /** The numbers, in row-major order. */
  readonly data: NpyData;
  /** The lengths of the axes; default one axis. */
  readonly shape?: readonly number[];
}

/**
 * Writes named arrays as the bytes of a NumPy .npz file: an uncompressed ZIP archive of .npy files.
 *
 * @param arrays - for each name a typed array, or one with its shape.
 * @returns the bytes of the file, a new array of less than 4 GiB.
 * @throws RangeError if a shape does not fit; TypeError if data are not typed arrays with a NumPy counterpart.
 * @example
 * ```ts
 * import { toNpz } from '@backdropjs/fields';
 *
 * const fields = { data: new Float32Array(2 * 8 * 8), shape: [2, 8, 8] };
 * const bytes = toNpz({ fields, labels: Uint8Array.of(0, 1) });
 * // writeFileSync('set.npz', bytes) and numpy.load('set.npz')['fields']
 * ```
 */
export function toNpz(arrays: Readonly<Record<string, NpyData | ShapedArray>>): Uint8Array<ArrayBuffer> {
  check(typeof arrays === 'object' && arrays, 'toNpz', 'arrays must be an object', arrays, '', 'object');
  const files = Object.entries(arrays).map(([name, array]) => ({
    name: new TextEncoder().encode(`${name}.npy`),
    bytes: ArrayBuffer.isView(array) ? toNpy(array) : shapedToNpy(array),
  }));
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    // Version 2.0, UTF-8 names, stored, 1 January 1980; checksum and sizes.
    const common = [20, 0x0800, 0, 0, 0x21];
    const sizes = [checksum(bytes), bytes.length, bytes.length];
    const local = record(0x04034b50, common, sizes, [name.length, 0], [], []);
    directory.push(
      record(0x02014b50, [20, ...common], sizes, [name.length, 0, 0, 0, 0], [0, offset], []),
      name,
    );
    parts.push(local, name, bytes);
    offset += local.length + name.length + bytes.length;
  }
  check(offset < 2 ** 32 - 2 ** 20, 'toNpz', 'the archive must be smaller than 4 GiB', offset);
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = record(0x06054b50, [0, 0, files.length, files.length], [size, offset], [0], [], []);
  return join([...parts, ...directory, end]);
}

function shapedToNpy(array: ShapedArray): Uint8Array {
  const { data, shape } = readOptions('toNpz', array, { data: undefined, shape: undefined });
  return toNpy(data, shape);
}

/** A ZIP record: a signature, then 16- and 32-bit fields in turns, little-endian. */
function record(signature: number, ...fields: number[][]): Uint8Array {
  const bytes: number[] = [];
  const put = (value: number, count: number) => {
    for (let i = 0; i < count; i++) bytes.push((value >>> (8 * i)) & 255);
  };
  put(signature, 4);
  fields.forEach((values, i) => {
    for (const value of values) put(value, i % 2 === 0 ? 2 : 4);
  });
  return Uint8Array.from(bytes);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
