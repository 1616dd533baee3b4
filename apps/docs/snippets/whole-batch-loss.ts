// #region snippet
import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { backdrop } from '@backdropjs/operator';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';

await initBackend();

// 200 points in the plane; the 10 first, moved right and up, are positive.
const seed = key(1);
const labels = new Float32Array(200).fill(1, 0, 10);
const noise = normal(foldIn(seed, 'points'), new Float32Array(400));
const x = tf.tensor2d(
  noise.map((z, i) => (i < 20 ? z + 1 : z)),
  [200, 2],
);
const y = tf.tensor2d(labels, [200, 1]);

const weights = tf.variable(tf.tensor2d([-0.1, 0.1], [2, 1]));
const aucLoss = toTfjs(pairwiseAucLoss({ surrogate: 'sigmoid' }));
const optimizer = tf.train.sgd(1);

for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => {
    const scores = tf.matMul(x, weights);
    const maskKey = foldIn(seed, 'mask', step);
    const masked = backdrop(scores, {
      rate: 0.9,
      axes: [0],
      key: maskKey,
    });
    return aucLoss(y, masked);
  });
}

const scores = tf.matMul(x, weights).dataSync();
console.log(`AUC ${rocAuc(scores, labels).toFixed(3)}`);
// #endregion snippet

export const auc = rocAuc(scores, labels);
