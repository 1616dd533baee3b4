import { check } from '../check';

/** An entry of a ZIP archive. */
export interface Entry {
  readonly name: string;
  /** 0 if it is stored as it is, 8 if it is deflated. */
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** The bytes [from, end) of an archive. */
export type ReadBytes = (from: number, end: number) => Promise<Uint8Array>;

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const WIDE = 0xffffffff;

/** Reads the directory of a ZIP archive of `length` bytes, zip64 too. */
export async function readDirectory(read: ReadBytes, length: number): Promise<Entry[]> {
  const broken = (met: unknown, what: string): void =>
    check(met, 'fromNpz', `bytes must be a whole .npz archive: ${what}`, length);
  // The last record, behind which there may be a comment, and the place of its zip64 form.
  const from = Math.max(0, length - 22 - 0xffff - 20);
  const tail = await read(from, length);
  let at = tail.length - 22;
  const view = viewOf(tail);
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  broken(at >= 0, 'there is no end record');
  let [count, size, offset] = [
    view.getUint16(at + 10, true),
    view.getUint32(at + 12, true),
    view.getUint32(at + 16, true),
  ];
  if (at >= 20 && view.getUint32(at - 20, true) === LOCATOR_64) {
    const end = Number(view.getBigUint64(at - 12, true));
    broken(end + 56 <= length, 'the end record lies outside');
    const wide = viewOf(await read(end, end + 56));
    broken(wide.getUint32(0, true) === END_64, 'there is no zip64 end record');
    [count, size, offset] = [32, 40, 48].map((field) => Number(wide.getBigUint64(field, true))) as [
      number,
      number,
      number,
    ];
  }
  broken(offset + size <= length, 'the directory lies outside');
  const bytes = await read(offset, offset + size);
  const entries: Entry[] = [];
  let start = 0;
  for (let i = 0; i < count; i++) {
    const record = viewOf(bytes.subarray(start, size));
    broken(record.byteLength >= 46 && record.getUint32(0, true) === CENTRAL, `entry ${i} is missing`);
    const lengths = [28, 30, 32].map((field) => record.getUint16(field, true)) as [number, number, number];
    const extra = viewOf(bytes.subarray(start + 46 + lengths[0], start + 46 + lengths[0] + lengths[1]));
    const wide = wideFields(extra);
    const take = (field: number) => {
      const value = record.getUint32(field, true);
      return value === WIDE ? (wide.shift() ?? value) : value;
    };
    const [unpacked, packed, local] = [take(24), take(20), take(42)];
    check((record.getUint16(8, true) & 1) === 0, 'fromNpz', 'entries must not be encrypted', i);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(start + 46, start + 46 + lengths[0])),
      method: record.getUint16(10, true),
      checksum: record.getUint32(16, true),
      packed,
      size: unpacked,
      offset: local,
    });
    start += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  // Neither cut nor more than are counted.
  broken(start === size, 'the directory ends elsewhere');
  return entries;
}

/** The 64-bit fields of a zip64 extra, in their order. */
function wideFields(extra: DataView): number[] {
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const size = extra.getUint16(at + 2, true);
    if (extra.getUint16(at, true) === 1) {
      const count = Math.min(Math.floor(size / 8), Math.floor((extra.byteLength - at - 4) / 8));
      return Array.from({ length: count }, (_, i) => Number(extra.getBigUint64(at + 4 + 8 * i, true)));
    }
    at += 4 + size;
  }
  return [];
}

/** A view of bytes. */
export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
