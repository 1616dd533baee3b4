import { initBackend } from '@backdropjs/backend';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { apply, build, chain, conv, last, layers, merge } from '../../test/receptive-nets';
import { type ReceptiveField, receptiveFields } from '../layers';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

describe('receptiveFields', () => {
  it('lists every layer, those without positions too', () => {
    const model = tfl.sequential({
      layers: [
        layers.conv2d({
          name: 'a',
          inputShape: [64, 64, 1],
          filters: 1,
          kernelSize: 5,
          strides: 2,
          padding: 'same',
        }),
        layers.maxPooling2d({ name: 'b', poolSize: 3, strides: 2 }),
        layers.flatten({ name: 'c' }),
        layers.dense({ name: 'd', units: 2 }),
      ],
    });
    const image = { axes: [1, 2], positions: [32, 32], size: [5, 5], stride: [2, 2], offset: [-1, -1] };
    const none = { axes: [], positions: [], size: [], stride: [], offset: [] };
    expect(receptiveFields(model).slice(1)).toEqual<ReceptiveField[]>([
      { layer: 'a', ...image },
      { layer: 'b', ...image, positions: [15, 15], size: [9, 9], stride: [4, 4] },
      { layer: 'c', ...none, reason: 'c (Flatten): each output is taken to see all of its input' },
      { layer: 'd', ...none, reason: 'c (Flatten): each output is taken to see all of its input' },
    ]);
  });

  it.each([
    ['lstm (LSTM)', [9, 2], layers.lstm({ name: 'lstm', units: 3, returnSequences: true })],
    ['gru (GRU)', [9, 2], layers.gru({ name: 'gru', units: 3 })],
    ['up (UpSampling2D)', [4, 4, 1], layers.upSampling2d({ name: 'up' })],
  ] as [string, number[], tfl.layers.Layer][])(
    'says which layer ends the positions: %s',
    (name, shape, layer) => {
      const fields = receptiveFields(build(shape, chain(apply(layer), apply(layers.reLU()))));
      const reason = `${name}: each output is taken to see all of its input`;
      expect(fields.map((field) => field.reason)).toEqual([undefined, reason, reason]);
      expect(fields.map(({ axes }) => axes.length > 0)).toEqual([true, false, false]);
    },
  );

  it('says that an input of numbers in a row has no positions', () => {
    const [input] = receptiveFields(build([4], apply(layers.dense({ units: 1 }))));
    expect(input).toMatchObject({ axes: [], reason: 'an input of shape [4] has no positions' });
  });

  it('gives up positions where branches do not walk in step, and behind layers without a rule', () => {
    const broadcast = chain(apply(layers.averagePooling2d({ poolSize: 8 })));
    expect(last(build([8, 8, 1], merge(layers.add(), [(x) => x, broadcast]))).axes).toEqual([]);
    const upsampled = chain(conv(3), apply(layers.upSampling2d({})), conv(3));
    expect(last(build([8, 8, 1], upsampled)).axes).toEqual([]);
    const stacked = merge(layers.concatenate({ axis: 1 }), [conv(3), conv(3)]);
    expect(last(build([8, 8, 1], stacked)).axes).toEqual([2]);
    const perRow = apply(layers.softmax({ axis: 2 }));
    expect(last(build([8, 8, 1], perRow)).axes).toEqual([1]);
  });

  it('takes channels first', () => {
    const config = { filters: 2, kernelSize: 3, strides: 2, dataFormat: 'channelsFirst' } as const;
    const field = last(build([1, 9, 9], apply(layers.conv2d(config))));
    expect(field).toMatchObject({ axes: [2, 3], positions: [4, 4], size: [3, 3] });
  });

  it('leaves sizes open until they matter', () => {
    const open = build([null, null, 1], chain(conv(5, 1, 'same'), conv(3, 2)));
    expect(last(open)).toMatchObject({
      positions: [null, null],
      size: [7, 7],
      stride: [2, 2],
      offset: [-2, -2],
    });
    const padded = build([null, null, 1], conv(5, 2, 'same'));
    expect(() => receptiveFields(padded)).toThrow(/^receptiveFields: inputShape must be given/);
    expect(last(padded, [10, 11, 1])).toMatchObject({ positions: [5, 6], offset: [-1, -2] });
  });

  it('counts a shared layer at each use, and a model inside as one layer', () => {
    const shared = layers.conv2d({ name: 'shared', filters: 1, kernelSize: 3 });
    const model = build([9, 9, 1], chain(apply(shared), apply(shared)));
    const uses = receptiveFields(model).filter(({ layer }) => layer === 'shared');
    expect(uses.map(({ size }) => size)).toEqual([
      [3, 3],
      [5, 5],
    ]);
    const outer = build([11, 11, 1], chain(conv(3), apply(model)));
    expect(last(outer).axes).toEqual([]);
  });

  it('refuses several inputs, another input shape, and a model without one', () => {
    const [a, b] = [tfl.input({ shape: [4, 4, 1] }), tfl.input({ shape: [4, 4, 1] })];
    const two = tfl.model({ inputs: [a, b], outputs: layers.add().apply([a, b]) as tfl.SymbolicTensor });
    expect(() => receptiveFields(two)).toThrow(/^receptiveFields: model must have one input, got 2/);
    const one = build([8, 8, 1], conv(3));
    expect(() => receptiveFields(one, { inputShape: [9, 8, 1] })).toThrow(/\[8,8,1\], got \[9,8,1\]/);
    expect(() => receptiveFields(one, { inputShape: [8, 8] })).toThrow(/got \[8,8\]/);
    const open = build([null, null, 1], conv(3));
    for (const inputShape of [null, [5.5, 3, 1], [0, 3, 1]] as number[][]) {
      expect(() => receptiveFields(open, { inputShape })).toThrow(/^receptiveFields: inputShape must be the/);
    }
    expect(() => receptiveFields(one, { shape: [8, 8, 1] } as object)).toThrow(
      /one of inputShape, got "shape"/,
    );
    expect(() => receptiveFields(tfl.sequential())).toThrow(/model must be a tf.layers model that knows/);
  });
});
