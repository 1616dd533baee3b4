// Files that NumPy wrote (test/reference/npy.py): every type, order of bytes and axes, and version of the format.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromNpy, fromNpz, type NpyArray, toNpy, toNpz } from '../files';

interface Described {
  shape: number[];
  numbers: string[];
}

const reference: {
  files: (Described & { type: string; bytes: string; fortran: boolean; version: number[] })[];
  halves: string;
  halvesSum: string;
  archives: { bytes: string; kind: string }[];
  arrays: Record<string, Described>;
} = JSON.parse(readFileSync(new URL('../../test/reference/npy.json', import.meta.url), 'utf8'));

const decode = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

function expectNumbers({ data, shape }: NpyArray, expected: Described): void {
  expect(shape).toEqual(expected.shape);
  expect(
    Array.from(data as Float64Array, (value) => (typeof value === 'bigint' ? value : Number(value))),
  ).toEqual(expected.numbers.map((text) => (typeof data[0] === 'bigint' ? BigInt(text) : Number(text))));
}

describe('files of NumPy', () => {
  const types = [...new Set(reference.files.map(({ type }) => type))];
  it.each(types)('of type %s', (type) => {
    const files = reference.files.filter((file) => file.type === type);
    expect(files).toHaveLength(10);
    for (const file of files) {
      const read = fromNpy(decode(file.bytes));
      expectNumbers(read, file);
      expect(read.complex).toBe(type[1] === 'c' ? true : undefined);
      const numbers = fromNpy(decode(file.bytes), { integers: 'number' });
      if (/[iu]8/.test(type)) expect(numbers.data).toBeInstanceOf(Float64Array);
      expectNumbers({ ...numbers, data: Float64Array.from(numbers.data as Float64Array) }, file);
    }
  });

  it('of numbers of half precision of every size', () => {
    const { data } = fromNpy(decode(reference.halves));
    expect(data).toBeInstanceOf(Float32Array);
    expect((data as Float32Array).reduce((sum, value) => sum + Math.abs(value), 0)).toBe(
      Number(reference.halvesSum),
    );
  });
});

describe('archives of NumPy', () => {
  it.each(reference.archives)('$kind', async ({ bytes }) => {
    for (const source of [
      decode(bytes),
      decode(bytes).buffer,
      new Blob([decode(bytes)]),
      new Blob([decode(bytes)]).stream(),
    ]) {
      const npz = await fromNpz(source as Uint8Array);
      expect(npz.names).toEqual(Object.keys(reference.arrays));
      for (const name of npz.names) expectNumbers(await npz.read(name), reference.arrays[name]!);
    }
  });
});

describe('fromNpz', () => {
  const fields = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] };
  const bytes = toNpz({ fields, labels: Uint8Array.of(7, 8) });

  it('reads what toNpz wrote, any part of it by name', async () => {
    const npz = await fromNpz(bytes);
    expect(npz.names).toEqual(['fields', 'labels']);
    expect(await npz.read('labels')).toEqual({ data: Uint8Array.of(7, 8), shape: [2] });
    expect(await npz.read('fields')).toEqual(fields);
  });

  it('reads no more of a Blob than it needs', async () => {
    const big = toNpz({ big: new Float64Array(1e6), small: Int8Array.of(1) });
    const blob = new Blob([big as Uint8Array<ArrayBuffer>]);
    let read = 0;
    const slice = blob.slice.bind(blob);
    blob.slice = (from, end) => {
      read += Math.min(end!, blob.size) - from!;
      return slice(from, end);
    };
    expect((await (await fromNpz(blob)).read('small')).data).toEqual(Int8Array.of(1));
    expect(read).toBeLessThan(100_000);
  });

  it.each([
    ['no archive', () => new Uint8Array(100), /whole \.npz archive: there is no end record/],
    ['a .npy file', () => toNpy(Float64Array.of(1)), /there is no end record/],
    ['a cut archive', () => bytes.subarray(0, bytes.length - 1), /there is no end record/],
    ['one without its begin', () => bytes.subarray(200), /fromNpz: /],
    [
      'a string',
      () => 'fields.npz',
      /fromNpz: bytes must be a Uint8Array or an ArrayBuffer, got "fields.npz"/,
    ],
  ])('refuses %s', async (_, make, message) => {
    await expect(fromNpz(make() as Uint8Array).then((npz) => npz.read('fields'))).rejects.toThrow(message);
  });

  it('refuses names that are not there, changed bytes and names twice', async () => {
    const npz = await fromNpz(bytes);
    await expect(npz.read('field')).rejects.toThrow(
      'fromNpz: name must be among fields, labels, got "field"',
    );
    for (let at = 150; at < 160; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      await expect((await fromNpz(changed)).read('fields')).rejects.toThrow(
        /^fromNpz: the checksum of fields\.npy must be \d+, got \d+$/,
      );
    }
    const twice = toNpz({ aa: Int8Array.of(1), ab: Int8Array.of(2) });
    twice.forEach((byte, at) => {
      if (byte === 98 && twice[at - 1] === 97 && twice[at + 1] === 46) twice[at] = 97;
    });
    await expect(fromNpz(twice)).rejects.toThrow('names of arrays must differ, got "aa"');
  });

  it('never fails otherwise, whichever byte of an archive is changed', async () => {
    const packed = decode(reference.archives[1]!.bytes);
    for (let at = 0; at < packed.length; at += 3) {
      const changed = packed.slice();
      changed[at]! ^= 1 + (at % 255);
      try {
        const npz = await fromNpz(changed);
        for (const name of npz.names) await npz.read(name);
      } catch (error) {
        expect((error as Error).message).toMatch(/^from(Npz|Npy): .*, got /);
      }
    }
  });
});

describe('headers', () => {
  const file = (header: string, content: Uint8Array) => {
    const head = `\x93NUMPY\x01\x00${String.fromCharCode(header.length & 255, header.length >> 8)}${header}`;
    return Uint8Array.from([...Array.from(head, (letter) => letter.charCodeAt(0)), ...content]);
  };
  const content = new Uint8Array(Float64Array.of(1.5, -2).buffer);

  it.each([
    `{"descr": "<f8", "fortran_order": False, "shape": (2,)}`,
    `{'descr' : '<f8','fortran_order' :False,'shape' :( 2 , ) , }\n`,
    `{'shape': (2L,), 'fortran_order': False, 'descr': 'f8'}`,
    `  {'descr': u'float64', 'fortran_order': False, 'shape': (1, 2), }   \n`,
    `{'descr': '=d', 'fortran_order': False, 'shape': (2,)}`,
  ])('%s is read as NumPy reads it', (header) => {
    expect(fromNpy(file(header, content)).data).toEqual(Float64Array.of(1.5, -2));
  });

  it('? is a boolean', () => {
    const header = "{'descr': '?', 'fortran_order': False, 'shape': (3,)}";
    expect(fromNpy(file(header, Uint8Array.of(1, 0, 1))).data).toEqual(Uint8Array.of(1, 0, 1));
  });

  it.each([
    `{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'extra': False}`,
    `{'descr': '<f8', 'fortran_order': False}`,
    `{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}`,
    `{'descr': '<f8', 'fortran_order': False, 'shape': 2}`,
    `{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} x`,
    `{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (2,)}`,
    `{'descr': '<f8' 'fortran_order': False, 'shape': (2,)}`,
    `('descr', '<f8')`,
    `{`,
    ``,
  ])('%s is refused as NumPy refuses it', (header) => {
    expect(() => fromNpy(file(header, content))).toThrow(/^fromNpy: the header must describe one array/);
  });

  it('of more than NumPy reads are refused at once', () => {
    const long = toNpy(Float64Array.of(1, 2));
    const version2 = new Uint8Array(3e7);
    version2.set(long.subarray(0, 6));
    version2.set([2, 0, 0xff, 0xc0, 0xc8, 1], 6);
    expect(() => fromNpy(version2)).toThrow(
      'fromNpy: the header must have at most 10000 bytes, got 29933823',
    );
  });
});

it('integers beyond 2^53 are no numbers', () => {
  const bytes = toNpy(BigInt64Array.of(1n, 2n ** 53n));
  expect(() => fromNpy(bytes, { integers: 'number' })).toThrow(
    "fromNpy: element 1 must be a safe integer to be read as a number, got 9007199254740992; leave out integers: 'number'",
  );
});
