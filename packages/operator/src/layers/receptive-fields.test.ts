import { initBackend } from '@backdropjs/backend';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReceptiveField, receptiveFields } from '../layers';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

type Apply = (x: tfl.SymbolicTensor) => tfl.SymbolicTensor;
const ones = { kernelInitializer: 'ones' } as const;
const depthwiseOnes = { depthwiseInitializer: 'ones', pointwiseInitializer: 'ones' } as const;
const apply =
  (layer: tfl.layers.Layer): Apply =>
  (x) =>
    layer.apply(x) as tfl.SymbolicTensor;
const merge = (layer: tfl.layers.Layer, branches: Apply[]): Apply => {
  return (x) => layer.apply(branches.map((branch) => branch(x))) as tfl.SymbolicTensor;
};
const chain =
  (...steps: Apply[]): Apply =>
  (x) =>
    steps.reduce((y, step) => step(y), x);
const { layers } = tfl;
const conv = (kernelSize: number, strides = 1, padding: 'same' | 'valid' = 'valid', dilationRate = 1) =>
  apply(layers.conv2d({ filters: 2, kernelSize, strides, padding, dilationRate, useBias: false, ...ones }));

function build(inputShape: (number | null)[], net: Apply): tfl.LayersModel {
  const input = tfl.input({ shape: inputShape });
  return tfl.model({ inputs: input, outputs: net(input) });
}
const last = (model: tfl.LayersModel, inputShape?: number[]) =>
  receptiveFields(model, { inputShape }).at(-1)!;

/** Nets of positive weights: every input that a position sees raises its output. */
const nets: [string, number[], () => Apply][] = [
  ['convolutions', [17, 14, 2], () => chain(conv(5, 2), conv(3))],
  [
    'padded convolutions',
    [17, 14, 2],
    () => chain(conv(5, 2, 'same'), conv(4, 2, 'same'), conv(3, 1, 'same')),
  ],
  ['a dilated convolution', [17, 15, 1], () => chain(conv(3, 1, 'valid', 3), conv(2, 2, 'same'))],
  [
    'kernels and strides by axis',
    [17, 15, 1],
    () =>
      apply(
        layers.conv2d({
          filters: 1,
          kernelSize: [5, 2],
          strides: [1, 3],
          padding: 'same',
          useBias: false,
          ...ones,
        }),
      ),
  ],
  [
    'depthwise and separable convolutions',
    [16, 16, 2],
    () =>
      chain(
        apply(
          layers.depthwiseConv2d({
            kernelSize: 3,
            strides: 2,
            padding: 'same',
            useBias: false,
            ...depthwiseOnes,
          }),
        ),
        apply(layers.separableConv2d({ filters: 3, kernelSize: 2, useBias: false, ...depthwiseOnes })),
      ),
  ],
  [
    'average pooling',
    [15, 16, 1],
    () =>
      chain(
        apply(layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' })),
        conv(2),
        apply(layers.averagePooling2d({ poolSize: [2, 3] })),
      ),
  ],
  [
    'padding and cropping',
    [12, 12, 1],
    () =>
      chain(
        apply(
          layers.zeroPadding2d({
            padding: [
              [3, 1],
              [2, 0],
            ],
          }),
        ),
        conv(3, 2),
        apply(
          layers.cropping2D({
            cropping: [
              [1, 0],
              [2, 1],
            ],
          }),
        ),
      ),
  ],
  [
    'pointwise layers',
    [9, 9, 2],
    () =>
      chain(
        apply(layers.rescaling({ scale: 2 })),
        conv(3),
        apply(layers.batchNormalization({})),
        apply(layers.reLU()),
        apply(layers.dropout({ rate: 0.5 })),
        apply(layers.dense({ units: 2, useBias: false, ...ones })),
        conv(3, 2),
      ),
  ],
  [
    'a residual block',
    [16, 16, 2],
    () =>
      chain(
        conv(3, 2, 'same'),
        merge(layers.add(), [(x) => x, chain(conv(3, 1, 'same'), conv(3, 1, 'same'))]),
      ),
  ],
  [
    'branches of several widths and strides of one',
    [16, 16, 1],
    () =>
      merge(layers.concatenate(), [
        conv(1, 2, 'same'),
        chain(conv(3, 1, 'same'), conv(2, 2, 'same')),
        conv(7, 2, 'same'),
        chain(conv(5, 1, 'same', 1), apply(layers.averagePooling2d({ poolSize: 2 }))),
      ]),
  ],
  [
    'dilated convolutions of sequences',
    [30, 2],
    () =>
      chain(
        apply(layers.conv1d({ filters: 2, kernelSize: 4, strides: 3, useBias: false, ...ones })),
        apply(
          layers.conv1d({
            filters: 2,
            kernelSize: 3,
            padding: 'same',
            dilationRate: 2,
            useBias: false,
            ...ones,
          }),
        ),
      ),
  ],
  [
    'volumes',
    [6, 7, 8, 1],
    () =>
      chain(
        apply(
          layers.conv3d({ filters: 1, kernelSize: [1, 2, 3], strides: [1, 1, 2], useBias: false, ...ones }),
        ),
        apply(layers.averagePooling3d({ poolSize: 2, strides: 1 })),
      ),
  ],
];

describe('the inputs that change an output are those of its field', () => {
  it.each(nets)('%s', (name, shape, net) => {
    const model = build(shape, net());
    const { axes, positions, size, stride, offset } = last(model);
    expect(axes).toEqual(shape.slice(0, -1).map((_, i) => i + 1));
    for (const [i, axis] of axes.entries()) {
      // One image for each index along the axis, raised there; the last one is not raised.
      const count = shape[axis - 1]!;
      const raised = tf.tidy(() => {
        const along = [count + 1, ...shape.map((_, other) => (other === axis - 1 ? count : 1))];
        const images = tf.add(tf.ones([count + 1, ...shape]), tf.reshape(tf.eye(count + 1, count), along));
        const others = Array.from({ length: shape.length + 1 }, (_, other) => other);
        return tf
          .sum(
            model.predict(images) as tf.Tensor,
            others.filter((other) => other !== 0 && other !== axis),
          )
          .arraySync() as number[][];
      });
      const plain = raised.at(-1)!;
      for (let position = 0; position < positions[i]!; position++) {
        const indices = [...Array(count).keys()];
        const seen = indices.filter((index) => raised[index]![position] !== plain[position]);
        const start = offset[i]! + position * stride[i]!;
        const field = indices.filter((index) => index >= start && index < start + size[i]!);
        if (name.includes('dilated')) {
          // Between its ends, a dilated field has holes.
          expect(field).toEqual(expect.arrayContaining(seen));
          if (field.length === size[i]) expect([seen[0], seen.at(-1)]).toEqual([field[0], field.at(-1)]);
        } else {
          expect(seen).toEqual(field);
        }
      }
    }
    model.dispose();
  });
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
      { layer: 'c', ...none },
      { layer: 'd', ...none },
    ]);
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
      /among inputShape, got "shape"/,
    );
    expect(() => receptiveFields(tfl.sequential())).toThrow(/model must be a tf.layers model that knows/);
  });
});
