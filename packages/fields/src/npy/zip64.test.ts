// Archives of more than 4 GiB keep sizes and offsets in 64 bits; small ones may, and are the same archives to a reader.
import { describe, expect, it } from 'vitest';
import { fromNpz, toNpz } from '../files';

const labels = Uint8Array.of(7, 8, 9);
const plain = toNpz({ labels });
const END = plain.length - 22;
const source = new DataView(plain.buffer);
const directory = source.getUint32(END + 16, true);

interface Changes {
  /** Bytes of other extra fields, before the one with the 64-bit numbers. */
  extra?: number[];
  /** How many 64-bit numbers that field holds, of size, packed size and offset. */
  numbers?: number;
  /** Where the locator says that the zip64 end record is, from where it is. */
  shift?: number;
  signature?: number;
}

/** The archive of `labels` with all its numbers in 64 bits. */
function zip64({ extra = [], numbers = 3, shift = 0, signature = 0x06064b50 }: Changes = {}): Uint8Array {
  const nameLength = source.getUint16(directory + 28, true);
  const field = new DataView(new ArrayBuffer(4 + 8 * numbers));
  field.setUint16(0, 1, true);
  field.setUint16(2, 8 * numbers, true);
  const sizes = [24, 20, 42].map((at) => BigInt(source.getUint32(directory + at, true)));
  for (let i = 0; i < numbers; i++) field.setBigUint64(4 + 8 * i, sizes[i]!, true);
  const record = plain.slice(directory, directory + 46 + nameLength);
  const view = new DataView(record.buffer);
  for (const at of [20, 24, 42]) view.setUint32(at, 0xffffffff, true);
  view.setUint16(30, extra.length + field.byteLength, true);
  const central = [...record, ...extra, ...new Uint8Array(field.buffer)];

  const end = new DataView(new ArrayBuffer(56 + 20 + 22));
  end.setUint32(0, signature, true);
  end.setBigUint64(4, 44n, true);
  end.setBigUint64(24, 1n, true);
  end.setBigUint64(32, 1n, true);
  end.setBigUint64(40, BigInt(central.length), true);
  end.setBigUint64(48, BigInt(directory), true);
  end.setUint32(56, 0x07064b50, true);
  end.setBigUint64(64, BigInt(directory + central.length + shift), true);
  end.setUint32(76, 0x06054b50, true);
  for (const at of [84, 86]) end.setUint16(at, 0xffff, true);
  for (const at of [88, 92]) end.setUint32(at, 0xffffffff, true);
  return Uint8Array.from([...plain.subarray(0, directory), ...central, ...new Uint8Array(end.buffer)]);
}

const read = async (bytes: Uint8Array) => (await fromNpz(bytes)).read('labels');

describe('fromNpz with 64-bit numbers', () => {
  it.each([
    ['alone', {}],
    ['behind a time', { extra: [0x55, 0x54, 5, 0, 3, 1, 2, 3, 4] }],
    ['behind a field without content', { extra: [0xfe, 0xca, 0, 0] }],
  ])('reads them %s', async (_, changes) => {
    const expected = { data: labels, shape: [3] };
    expect(await read(zip64(changes))).toEqual(expected);
    expect(
      await (await fromNpz(new Blob([zip64(changes) as Uint8Array<ArrayBuffer>]))).read('labels'),
    ).toEqual(expected);
  });

  it.each([
    ['a place outside', { shift: 1000 }, 'the end record lies outside, got '],
    ['no record there', { signature: 0 }, 'there is no zip64 end record, got '],
    ['no offset', { numbers: 2 }, 'there must be a header of labels.npy, got 4294967295'],
    ['no size', { numbers: 0 }, 'there must be a header of labels.npy, got 4294967295'],
    ['a field that is cut', { extra: [0x55, 0x54, 0xff, 0xff] }, 'there must be a header of labels.npy'],
  ])('refuses %s', async (_, changes, message) => {
    await expect(read(zip64(changes))).rejects.toThrow(message);
  });
});
