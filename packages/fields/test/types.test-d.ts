// What the types promise: checked by the compiler, in "types", not run.
import { expectTypeOf, test } from 'vitest';
import { createSampler, multiscale, type Sampler, squaredExponential, toNpy, toNpz } from '../src/index';

const options = { model: squaredExponential({ correlationLength: 2 }), shape: [8, 8], seed: 1 };

test('a sampler draws what its dtype says', () => {
  expectTypeOf(createSampler(options)).toEqualTypeOf<Promise<Sampler<Float32Array<ArrayBuffer>>>>();
  expectTypeOf(createSampler({ ...options, dtype: 'float64' })).toEqualTypeOf<
    Promise<Sampler<Float64Array<ArrayBuffer>>>
  >();
  type Drawn = ReturnType<Sampler<Float32Array<ArrayBuffer>>['realization']>;
  expectTypeOf<Drawn>().toEqualTypeOf<Float32Array<ArrayBuffer>>();
  // @ts-expect-error: nothing is drawn without a seed
  void createSampler({ model: options.model, shape: [8, 8] });
  // @ts-expect-error: fields are of float32 or float64
  void createSampler({ ...options, dtype: 'float16' });
});

test('a set of classes gives fields with labels', () => {
  const set = multiscale({ size: 8, scales: [[1], [2]], amplitudes: [1, 1], perClass: 1, seed: 1 });
  expectTypeOf(set.sample(0).field).toEqualTypeOf<Float32Array<ArrayBuffer>>();
  expectTypeOf(set.sample(0).label).toEqualTypeOf<number>();
});

test('files are bytes that the platform takes', () => {
  expectTypeOf(toNpy).returns.toEqualTypeOf<Uint8Array<ArrayBuffer>>();
  expectTypeOf(toNpz).returns.toEqualTypeOf<Uint8Array<ArrayBuffer>>();
});
