// What the types promise: checked by the compiler, in "types", not run.
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { expectTypeOf, test } from 'vitest';
import { backdrop } from '../src/index';
import { type BackdropLayerConfig, backdropLayer, type RateSchedule } from '../src/layers';

test('the operator gives back a tensor of the same rank', () => {
  const options = { rate: 0.5, axes: [1, 2], key: [1, 2, 3, 4] } as const;
  expectTypeOf(backdrop({} as Tensor4D, options)).toEqualTypeOf<Tensor4D>();
  // @ts-expect-error: a mask without a key would be another one each time
  backdrop({} as Tensor, { rate: 0.5, axes: [1] });
});

test('its layer takes a rate or a schedule, a seed, and is a layer of tf.layers', () => {
  expectTypeOf(backdropLayer).parameter(0).toEqualTypeOf<BackdropLayerConfig>();
  expectTypeOf(backdropLayer({ rate: 0.5, axes: [1], seed: 1 })).toExtend<layers.Layer>();
  expectTypeOf<BackdropLayerConfig['rate']>().toEqualTypeOf<RateSchedule | number | undefined>();
  expectTypeOf<BackdropLayerConfig['seed']>().toEqualTypeOf<number>();
  backdropLayer({ rate: { schedule: 'linear', from: 0, to: 0.9, steps: 100 }, axes: ['height'], seed: 1 });
  // @ts-expect-error: a schedule has an end
  backdropLayer({ rate: { schedule: 'linear', from: 0, to: 0.9 }, axes: [1], seed: 1 });
  // @ts-expect-error: no mask without a seed
  backdropLayer({ rate: 0.5, axes: [1] });
});
