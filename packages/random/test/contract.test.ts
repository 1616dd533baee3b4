// What every distribution promises, whatever it draws.
import { describe, expect, it } from 'vitest';
import { bernoulli, integers, key, normal, uniform } from '../src/index';
import type { Key, NumberArray } from '../src/types';

interface Contract {
  name: string;
  draw: (key: Key, out: never) => NumberArray;
  /** The array made for a length. */
  made: new (
    length: number,
  ) => NumberArray;
  /** Other arrays that may be passed. */
  accepted: (new (
    length: number,
  ) => NumberArray)[];
}

const contracts: Contract[] = [
  { name: 'uniform', draw: uniform, made: Float64Array, accepted: [Float32Array] },
  { name: 'normal', draw: (k, out) => normal(k, out), made: Float64Array, accepted: [Float32Array] },
  {
    name: 'bernoulli',
    draw: (k, out) => bernoulli(k, 0.5, out),
    made: Uint8Array,
    accepted: [Int8Array, Float32Array, Float64Array],
  },
  {
    name: 'integers',
    draw: (k, out) => integers(k, 0, 100, out),
    made: Int32Array,
    accepted: [Uint8Array, Uint8ClampedArray, Uint16Array, Float32Array],
  },
];

describe.each(contracts)('$name', ({ draw, made, accepted }) => {
  const of = (k: Key, out: NumberArray | number) => draw(k, out as never);

  it('makes its own array for a length, also 0 and odd ones', () => {
    for (const length of [0, 1, 2, 7]) {
      const drawn = of(key(1), length);
      expect(drawn).toBeInstanceOf(made);
      expect(drawn).toHaveLength(length);
    }
  });

  it('fills and returns a given array with the same numbers', () => {
    for (const array of accepted) {
      const out = new array(101);
      expect(of(key(1), out)).toBe(out);
      const drawn = [...of(key(1), 101)];
      // Single precision cuts or rounds: at most one unit of 2^-24.
      out.forEach((value, i) => {
        expect(Math.abs(value - drawn[i]!)).toBeLessThanOrEqual(Math.abs(drawn[i]!) * 2 ** -24 + 2 ** -24);
      });
    }
  });

  it('writes nothing outside a view', () => {
    const buffer = new made(12);
    of(key(1), buffer.subarray(3, 8));
    expect([...buffer.subarray(0, 3), ...buffer.subarray(8)]).toEqual(new Array(7).fill(0));
  });

  it('is a function of the key alone', () => {
    expect(of(key(1), 64)).toEqual(of(key(1), 64));
    expect(of(key(1), 64)).not.toEqual(of(key(2), 64));
  });

  it('begins a longer output with the shorter one', () => {
    const long = [...of(key(5), 100)];
    for (const length of [1, 2, 3, 50, 99]) expect([...of(key(5), length)]).toEqual(long.slice(0, length));
  });

  it('rejects other outputs and keys', () => {
    for (const out of [-1, 1.5, Number.NaN, 2 ** 32]) {
      expect(() => of(key(1), out)).toThrow(`out must be an integer in [0, 2^32), got ${out}`);
    }
    for (const out of ['4', undefined, [0, 0], new BigInt64Array(2), new DataView(new ArrayBuffer(8))]) {
      expect(() => of(key(1), out as never)).toThrow('out must be a typed array of');
    }
    expect(() => of([1, 2, 3] as never, 4)).toThrow(
      'key must be key(seed) or four integers in [0, 2^32), got Array',
    );
  });
});

it.each([
  ['uniform', uniform],
  ['normal', normal],
] as const)('%s asks for floats', (name, draw) => {
  expect(() => draw(key(1), new Int32Array(2) as never)).toThrow(
    `${name}: out must be a typed array of floats or a length, got Int32Array`,
  );
});
