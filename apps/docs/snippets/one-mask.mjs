// #region snippet
import { initBackend } from '@backdropjs/backend';
import { backdrop } from '@backdropjs/operator';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';

await initBackend();
const x = tf.tensor([1, 2, 3, 4, 5, 6, 7, 8]);
const loss = (masked) =>
  tf.sum(
    masked ? backdrop(x, { rate: 0.5, axes: [0], key: key(7) }) : x,
  );

console.log('loss', loss(false).dataSync()[0], 'without a mask');
console.log('loss', loss(true).dataSync()[0], 'with one');
const gradient = tf.grad((z) =>
  tf.sum(backdrop(z, { rate: 0.5, axes: [0], key: key(7) })),
)(x);
console.log('gradient', gradient.dataSync().join(' '));
// #endregion snippet
