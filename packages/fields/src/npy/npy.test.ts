import { describe, expect, it } from 'vitest';
import { fromNpy } from './from-npy';
import { toNpy } from './to-npy';

/** The bytes of a .npy file with this header and content. */
function file(header: string, content: ArrayLike<number>, version = 1): Uint8Array {
  const lengthBytes = version === 1 ? 2 : 4;
  const length = Array.from({ length: lengthBytes }, (_, i) => (header.length >> (8 * i)) & 255);
  const signature = [0x93, ...[...'NUMPY'].map((letter) => letter.charCodeAt(0)), version, 0];
  return Uint8Array.from([
    ...signature,
    ...length,
    ...[...header].map((letter) => letter.charCodeAt(0)),
    ...Array.from(content),
  ]);
}

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const plain = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }";

/** Like Node's Buffer, whose method slice shares the memory. */
class Pooled extends Uint8Array {
  override slice(start?: number, end?: number): never {
    return this.subarray(start, end) as never;
  }
}

describe('fromNpy', () => {
  it("reads Node's Buffers, which share memory with others, and leaves them as they are", () => {
    for (const order of ['<', '>', '=']) {
      const header = `{'descr': '${order}f8', 'fortran_order': False, 'shape': (2, ), }`;
      const content = bytesOf(Float64Array.of(1.5, -2));
      if (order === '>') for (const at of [0, 8]) content.subarray(at, at + 8).reverse();
      const bytes = file(header, content);
      const pool = new Pooled(bytes.length + 99).fill(7);
      pool.set(bytes, 40);
      const buffer = pool.subarray(40, 40 + bytes.length);
      const before = [...buffer];
      expect(fromNpy(buffer)).toEqual({ data: Float64Array.of(1.5, -2), shape: [2] });
      expect([...buffer]).toEqual(before);
    }
  });

  it('says what it takes', () => {
    const transferred = toNpy(Int8Array.of(1));
    structuredClone(transferred, { transfer: [transferred.buffer] });
    const wrong = {
      transferred,
      buffer: transferred.buffer,
      DataView: new DataView(new ArrayBuffer(8)),
      Array: [...toNpy(Int8Array.of(1))],
      String: 'matrix.npy',
      Undefined: undefined,
    };
    for (const bytes of Object.values(wrong)) {
      expect(() => fromNpy(bytes as never)).toThrow(
        /^fromNpy: bytes must be a Uint8Array or an ArrayBuffer, got /,
      );
    }
    expect(() => (toNpy as unknown as () => void)()).toThrow(
      'toNpy: data must be a typed array that NumPy knows, got undefined',
    );
  });
});

describe('toNpy', () => {
  it('writes what numpy.save writes', () => {
    // numpy.save of numpy.arange(6, dtype='<f4').reshape(2, 3)
    const header = `${"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".padEnd(117)}\n`;
    const data = Float32Array.of(0, 1, 2, 3, 4, 5);
    expect(toNpy(data, [2, 3])).toEqual(file(header, bytesOf(data)));
  });

  it('begins the elements at a multiple of 64', () => {
    for (let axes = 0; axes < 40; axes++) {
      const bytes = toNpy(Int8Array.of(1), new Array<number>(axes).fill(1));
      expect((bytes.length - 1) % 64).toBe(0);
      expect(fromNpy(bytes)).toEqual({ data: Int8Array.of(1), shape: new Array(axes).fill(1) });
    }
  });

  it('rejects shapes and data that do not fit', () => {
    expect(() => toNpy(Float32Array.of(1, 2, 3), [2, 2])).toThrow(
      'toNpy: shape [2,2] must have as many elements as data, got 3',
    );
    expect(() => toNpy(Float32Array.of(1, 2), [-1, -2])).toThrow('toNpy: shape[0] must be an integer');
    for (const data of [[1, 2], new Uint8ClampedArray(2), new DataView(new ArrayBuffer(2)), undefined]) {
      expect(() => toNpy(data as unknown as Float32Array, [2])).toThrow(
        'toNpy: data must be a typed array that NumPy knows',
      );
    }
  });
});

describe('fromNpy', () => {
  it.each([
    Int8Array.of(-128, 127),
    Uint8Array.of(0, 255),
    Int16Array.of(-32768, 32767),
    Uint16Array.of(0, 65535),
    Int32Array.of(-(2 ** 31), 2 ** 31 - 1),
    Uint32Array.of(0, 2 ** 32 - 1),
    BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n),
    BigUint64Array.of(0n, 2n ** 64n - 1n),
    Float32Array.of(-0, Number.NaN),
    Float64Array.of(Math.PI, -Infinity),
  ])('reads back what toNpy wrote: %o', (data) => {
    expect(fromNpy(toNpy(data))).toEqual({ data, shape: [2] });
    expect(fromNpy(toNpy(data, [1, 2, 1]))).toEqual({ data, shape: [1, 2, 1] });
  });

  it('reads a view, a buffer and an empty array', () => {
    const bytes = toNpy(Float64Array.of(1, 2));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(fromNpy(shifted.subarray(3)).data).toEqual(Float64Array.of(1, 2));
    expect(fromNpy(bytes.buffer as ArrayBuffer).data).toEqual(Float64Array.of(1, 2));
    expect(fromNpy(toNpy(new Float32Array(0), [0, 5]))).toEqual({ data: new Float32Array(0), shape: [0, 5] });
  });

  it('reads the other byte order, booleans and formats 2 and 3', () => {
    const big = "{'descr': '>i2', 'fortran_order': False, 'shape': (2,), }\n";
    expect(fromNpy(file(big, [1, 2, 255, 254])).data).toEqual(Int16Array.of(258, -2));
    const bool = "{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }\n";
    expect(fromNpy(file(bool, [1, 0, 1])).data).toEqual(Uint8Array.of(1, 0, 1));
    for (const version of [1, 2, 3]) {
      expect(fromNpy(file(plain, bytesOf(Float64Array.of(3, 4)), version)).data).toEqual(
        Float64Array.of(3, 4),
      );
    }
  });

  it('reads arrays whose first axis varies fastest', () => {
    const header = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2), }\n";
    // Element [i, j, k] is 100 i + 10 j + k.
    const content = [0, 1].flatMap((k) => [0, 1, 2].flatMap((j) => [0, 1].map((i) => 100 * i + 10 * j + k)));
    const { data, shape } = fromNpy(file(header, content));
    expect([...(data as Uint8Array)]).toEqual([0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121]);
    expect(shape).toEqual([2, 3, 2]);
  });

  it('reads one axis or none in either order, and single bytes of either byte order', () => {
    const column = "{'descr': '>u1', 'fortran_order': True, 'shape': (3,), }\n";
    expect(fromNpy(file(column, [1, 2, 3]))).toEqual({ data: Uint8Array.of(1, 2, 3), shape: [3] });
    const scalar = "{'descr': '<f8', 'fortran_order': True, 'shape': (), }\n";
    expect(fromNpy(file(scalar, bytesOf(Float64Array.of(5))))).toEqual({
      data: Float64Array.of(5),
      shape: [],
    });
    const empty = "{'descr': '<f8', 'fortran_order': True, 'shape': (0, 5), }\n";
    expect(fromNpy(file(empty, []))).toEqual({ data: new Float64Array(0), shape: [0, 5] });
  });

  it('reads half precision, its least and greatest numbers and what is none', () => {
    const half = "{'descr': '<f2', 'fortran_order': False, 'shape': (9,), }\n";
    const words = Uint16Array.of(0x0001, 0x03ff, 0x0400, 0x3c00, 0x7bff, 0x7c00, 0xfc00, 0x7e01, 0x8000);
    const expected = [2 ** -24, 1023 * 2 ** -24, 2 ** -14, 1, 65504, Infinity, -Infinity, Number.NaN, -0];
    expect([...(fromNpy(file(half, bytesOf(words))).data as Float32Array)]).toEqual(expected);
  });

  it.each(["'shape': (2 3)", "'shape': ('2',)", "'shape': (2, False)", "'shape': (2,) 'a': 'b'"])(
    'refuses %s, and signs behind the dictionary',
    (shape) => {
      const header = `{'descr': '<f8', 'fortran_order': False, ${shape}, }\n`;
      expect(() => fromNpy(file(header, new Uint8Array(16)))).toThrow('the header must describe one array');
      expect(() => fromNpy(file(`${plain}, `, new Uint8Array(16)))).toThrow(
        'the header must describe one array',
      );
    },
  );

  it.each([
    [new Uint8Array(4), 'must begin with the signature of a .npy file'],
    [new Uint8Array(400), 'must begin with the signature of a .npy file'],
    [file(plain, new Uint8Array(16), 4), 'the format version must be 1, 2 or 3, got 4'],
    [file(plain, []).subarray(0, 30), 'the header must be complete, 67 bytes, got 30'],
    [file(plain, [], 2).subarray(0, 11), 'the header must be complete, '],
    [file(plain, new Uint8Array(15)), '2 elements of <f8 must take 16 bytes after the header, got 15'],
    [file(plain, new Uint8Array(17)), '2 elements of <f8 must take 16 bytes after the header, got 17'],
    [file(plain.replace('<f8', '<f16'), new Uint8Array(32)), 'got "<f16"; convert with astype'],
    [file(plain.replace('<f8', '<U2'), new Uint8Array(16)), 'got "<U2"; convert with astype'],
    [
      file(plain.replace("'<f8'", "[('x', '<f8')]"), new Uint8Array(16)),
      'the header must describe one array of plain elements',
    ],
    [file('{}', []), 'the header must describe one array of plain elements'],
  ])('rejects bytes of length %#', (bytes, message) => {
    expect(() => fromNpy(bytes)).toThrow(message);
  });
});
