// #region snippet
import { initBackend } from '@backdropjs/backend';
import { backdrop, type MaskFunction } from '@backdropjs/operator';
import {
  backdropLayer,
  registerMask,
} from '@backdropjs/operator/layers';
import { atStep, blocks, stratified } from '@backdropjs/operator/masks';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';

await initBackend({ backends: ['cpu'] });

// One of the ten positives is kept in every step.
const strata = Array.from({ length: 100 }, (_, i) => (i < 10 ? 1 : 0));
const mask = stratified({ rate: 0.9, strata });
const gradient = tf.grad((scores) =>
  tf.sum(
    backdrop(scores, {
      axes: [0],
      key: key(1), // of all steps
      mask: atStep(mask, 7),
    }),
  ),
)(tf.zeros([100]));

// In a layer a mask has a name, under which it is saved with the model.
registerMask('blocks', blocks);
const layer = backdropLayer({
  axes: ['height', 'width'],
  seed: 1,
  mask: { name: 'blocks', rate: 0.75, size: 4 },
});

// Your own: weights with expectation 1 keep the gradient unbiased.
const checkerboard: MaskFunction = ({ shape, total }, [word]) => {
  const width = shape.at(-2)!; // of [1, height, width, 1]
  return Float32Array.from({ length: total }, (_, i) =>
    (Math.floor(i / width) + (i % width) + word) % 2 === 0 ? 2 : 0,
  );
};

// #endregion snippet

export { checkerboard, gradient, layer };
