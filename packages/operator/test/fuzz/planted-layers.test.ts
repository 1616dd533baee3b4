// Exceptions in the layers and losses of models whose gradients are looked at, and in masks.
import { type BackendName, initBackend } from '@backdropjs/backend';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { backdrop } from '../../src/index';
import {
  backdropLayer,
  gradientFootprint,
  gradientNoise,
  insertBackdrop,
  registerMask,
} from '../../src/layers';
import { fixedCount } from '../../src/masks';
import { Planted } from './hostile';
import { itThrowsAtEveryCall, net, type Plant, type Targets } from './planted';

const targets: Targets = {
  ...Object.fromEntries(
    (['forward', 'backward'] as const).flatMap((where) => [
      [
        `gradientNoise, ${where}`,
        (plant: Plant) => {
          const model = net(plant, where);
          const [inputs, targets] = [tf.ones([2, 3]), tf.ones([2, 1])];
          const placements = [{ after: 'first', rate: 0.5, axes: [1] }];
          const loss = plant((y: tf.Tensor, p: tf.Tensor) => tf.losses.meanSquaredError(y, p) as tf.Tensor);
          const run = async () => {
            try {
              await gradientNoise(model, { inputs, labels: targets, loss, placements, draws: 2 });
            } finally {
              tf.dispose([inputs, targets]);
            }
          };
          return { run, model };
        },
      ],
      [
        `gradientFootprint, ${where}`,
        (plant: Plant) => {
          const model = net(plant, where);
          const run = () => tf.tidy(() => gradientFootprint(model, tf.ones([2, 3]), []));
          return { run: async () => tf.dispose(run()), model };
        },
      ],
    ]),
  ),
  'backdropLayer, a registered mask': (plant) => {
    const mask = plant(fixedCount({ rate: 0.5 }));
    const factory = plant(() => mask);
    const run = () => {
      registerMask('planted', factory);
      const layer = backdropLayer({ axes: [1], seed: 1, mask: { name: 'planted' } });
      try {
        for (let step = 0; step < 2; step++) {
          const gradient = tf.tidy(() =>
            tf.grad((x) => tf.sum(layer.apply(x, { training: true }) as tf.Tensor))(tf.ones([2, 3])),
          );
          gradient.dispose();
        }
      } finally {
        layer.dispose();
      }
    };
    return { run: async () => run() };
  },
  insertBackdrop: (plant) => {
    const model = net(plant, 'forward');
    const last = model.layers.at(-1)!;
    const computeOutputShape = last.computeOutputShape.bind(last);
    last.computeOutputShape = plant(computeOutputShape);
    const run = () => {
      const masked = insertBackdrop(model, [{ after: 'first', rate: 0.5, axes: [1] }]);
      masked.getLayer('first_backdrop').getWeights()[0]!.dispose();
    };
    return { run: async () => run(), model };
  },
};

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  itThrowsAtEveryCall(targets);

  it('a mask that throws in the backward pass arrives as it is', () => {
    const mask = () => {
      throw new Planted('mask');
    };
    expect(() =>
      tf.tidy(() => tf.grad((x) => tf.sum(backdrop(x, { axes: [0], key: key(1), mask })))(tf.ones([3]))),
    ).toThrow(Planted);
  });
});
