// What the types promise: checked by the compiler, in "types", not run.
import { expectTypeOf, test } from 'vitest';
import {
  bernoulli,
  integers,
  type Key,
  key,
  normal,
  permutation,
  type Seed,
  split,
  uniform,
} from '../src/index';

test('a key is a value of four words, from any seed', () => {
  expectTypeOf(key).toEqualTypeOf<(seed: Seed) => Key>();
  expectTypeOf<Seed>().toEqualTypeOf<number | bigint | string>();
  expectTypeOf<Key>().toEqualTypeOf<readonly [number, number, number, number]>();
  expectTypeOf(split(key(1), 2)).toEqualTypeOf<Key[]>();
  // @ts-expect-error: a key is not made of nothing
  key();
});

test('a length gives an array of its own, which the platform takes', () => {
  expectTypeOf(normal(key(1), 4)).toEqualTypeOf<Float64Array<ArrayBuffer>>();
  expectTypeOf(uniform(key(1), 4)).toEqualTypeOf<Float64Array<ArrayBuffer>>();
  expectTypeOf(bernoulli(key(1), 0.5, 4)).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
  expectTypeOf(integers(key(1), 0, 9, 4)).toEqualTypeOf<Int32Array<ArrayBuffer>>();
  expectTypeOf(permutation(key(1), 4)).toEqualTypeOf<Uint32Array<ArrayBuffer>>();
});

test('an array that is filled keeps its type', () => {
  const shared = new Float32Array(new SharedArrayBuffer(16));
  expectTypeOf(normal(key(1), shared)).toEqualTypeOf<Float32Array<SharedArrayBuffer>>();
  expectTypeOf(bernoulli(key(1), 0.5, shared)).toEqualTypeOf<Float32Array<SharedArrayBuffer>>();
  // @ts-expect-error: normals are not integers
  normal(key(1), new Int32Array(4));
});
