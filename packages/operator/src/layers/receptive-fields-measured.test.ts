import { initBackend } from '@backdropjs/backend';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Apply, apply, build, chain, conv, last, layers, merge, ones } from '../../test/receptive-nets';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

const depthwiseOnes = { depthwiseInitializer: 'ones', pointwiseInitializer: 'ones' } as const;

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
