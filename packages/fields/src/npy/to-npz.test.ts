import { describe, expect, it } from 'vitest';
import { fromNpy, toNpz } from '../index';

describe('toNpz', () => {
  const fields = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] };
  const labels = Uint8Array.of(7, 8);
  const bytes = toNpz({ fields, labels });
  const view = new DataView(bytes.buffer);

  it('says what it takes', () => {
    expect(() => toNpz({ a: { data: labels, shpae: [2, 1] } as never })).toThrow(
      'toNpz: options must be among data, shape, got "shpae"',
    );
    expect(() => toNpz({ a: [1, 2] as never })).toThrow(/^toNpz: options must be among data, shape, got "0"/);
    expect(() => toNpz(5 as never)).toThrow('toNpz: arrays must be an object, got 5');
  });

  it('is a ZIP archive of .npy files', () => {
    const end = bytes.length - 22;
    expect(view.getUint32(end, true)).toBe(0x06054b50);
    expect(view.getUint16(end + 10, true)).toBe(2);
    let at = view.getUint32(end + 16, true);
    expect(at + view.getUint32(end + 12, true)).toBe(end);
    const found = [];
    for (let i = 0; i < 2; i++) {
      expect(view.getUint32(at, true)).toBe(0x02014b50);
      const size = view.getUint32(at + 20, true);
      const length = view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
      const local = view.getUint32(at + 42, true);
      expect(view.getUint32(local, true)).toBe(0x04034b50);
      const start = local + 30 + view.getUint16(local + 26, true);
      found.push([name, fromNpy(bytes.subarray(start, start + size))]);
      at += 46 + length;
    }
    expect(found).toEqual([
      ['fields.npy', fields],
      ['labels.npy', { data: labels, shape: [2] }],
    ]);
  });

  it('has the checksums of its files', () => {
    // As Python's zipfile reads and verifies it.
    expect(view.getUint32(14, true)).toBe(0xa2de9c7c);
  });
});
