import { check, show } from '../check';
import { checksum } from './checksum';
import { asBytes, type FromNpyOptions, fromNpy, type NpyArray } from './from-npy';
import { type Entry, type ReadBytes, readDirectory, viewOf } from './zip-directory';

/** An opened .npz archive. */
export interface Npz {
  /** The names of its arrays, in the order of the archive. */
  readonly names: readonly string[];
  /** Reads one array. Of a Blob only its bytes are read. */
  read(name: string, options?: FromNpyOptions): Promise<NpyArray>;
}

/**
 * Opens a NumPy .npz archive, as `numpy.savez` and `numpy.savez_compressed` write it: a ZIP archive of .npy files, stored or
 * deflated, also of more than 4 GiB (zip64).
 *
 * @param source - the bytes of the file; a Blob, of which only the parts that are asked for are read (`fs.openAsBlob` in Node,
 * a file chosen in a browser); or a stream, which is read to its end.
 * @returns the names of the arrays, and a function to read one of them.
 * @throws RangeError if it is no such archive, is incomplete or has two arrays of one name; when reading if there is no array of
 * this name, its checksum is wrong, or {@link fromNpy} refuses it. All as rejected promises.
 * @see PKWARE, ".ZIP File Format Specification" (APPNOTE), sections 4.3 and 4.5.
 * @example
 * ```ts
 * import { fromNpz, toNpz } from '@backdropjs/fields/files';
 *
 * const npz = await fromNpz(toNpz({ fields: { data: new Float32Array(6), shape: [2, 3] } }));
 * const { data, shape } = await npz.read(npz.names[0]!); // 'fields', six numbers, [2, 3]
 * ```
 */
export async function fromNpz(
  source: Uint8Array | ArrayBuffer | Blob | ReadableStream<Uint8Array>,
): Promise<Npz> {
  const [read, length] = await open(source);
  const entries = new Map<string, Entry>();
  for (const entry of await readDirectory(read, length)) {
    const name = entry.name.replace(/\.npy$/, '');
    check(!entries.has(name), 'fromNpz', 'names of arrays must differ', name, '', 'string');
    entries.set(name, entry);
  }
  return {
    names: [...entries.keys()],
    async read(name, options) {
      const entry = entries.get(name);
      const names = [...entries.keys()].slice(0, 20).join(', ');
      if (!entry) check(false, 'fromNpz', `name must be among ${names}`, name, '', 'string');
      return fromNpy(await unpack(read, entry, length), options);
    },
  };
}

/** How to read a source, and how long it is. */
async function open(source: unknown): Promise<[ReadBytes, number]> {
  const kind = show(source);
  if (kind === 'Blob' || kind === 'File') {
    const blob = source as Blob;
    return [async (from, end) => new Uint8Array(await blob.slice(from, end).arrayBuffer()), blob.size];
  }
  const whole =
    kind === 'ReadableStream' ? await new Response(source as ReadableStream).arrayBuffer() : source;
  const bytes = asBytes('fromNpz', whole as Uint8Array);
  return [async (from, end) => bytes.subarray(from, end), bytes.length];
}

/** The content of an entry, as long as its directory says and with its checksum. */
async function unpack(read: ReadBytes, entry: Entry, length: number): Promise<Uint8Array> {
  const { name, method, offset, packed, size } = entry;
  const local = viewOf(await read(offset, offset + 30));
  const isLocal = local.byteLength === 30 && local.getUint32(0, true) === 0x04034b50;
  check(isLocal, 'fromNpz', `there must be a header of ${name}`, offset);
  const start = offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  check(start + packed <= length, 'fromNpz', `${name} must be complete`, length);
  check(method === 0 || method === 8, 'fromNpz', `${name} must be stored or deflated`, method);
  const content = await read(start, start + packed);
  const bytes = method === 0 ? content : await inflate(content, name, size);
  check(bytes.length === size, 'fromNpz', `${name} must have ${size} bytes`, bytes.length);
  const actual = checksum(bytes);
  check(actual === entry.checksum, 'fromNpz', `the checksum of ${name} must be ${entry.checksum}`, actual);
  return bytes;
}

/** Inflates to at most `size` bytes. */
async function inflate(content: Uint8Array, name: string, size: number): Promise<Uint8Array> {
  const limit = content.length * 1032 + 64;
  check(size <= limit, 'fromNpz', `${name} must not unpack to more than ${limit} bytes`, size);
  const bytes = new Uint8Array(size);
  let at = 0;
  const stream = new Blob([content as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (at + part.value.length > size)
        check(false, 'fromNpz', `${name} must have ${size} bytes`, at + part.value.length);
      bytes.set(part.value, at);
      at += part.value.length;
    }
  } catch (error) {
    if (error instanceof RangeError) throw error;
    check(false, 'fromNpz', `${name} must be deflated without an error`, String(error), '', 'string');
  }
  return bytes.subarray(0, at);
}
