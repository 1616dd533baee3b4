// #region snippet
import { initBackend } from '@backdropjs/backend';
import {
  aucMarginLoss,
  averagePrecision,
  rocAuc,
} from '@backdropjs/losses';
import { backdrop, sampleMask } from '@backdropjs/operator';
import { foldIn, key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';

await initBackend();
// mask_mod(x, mask_dims=[2, 3]) on [N, C, H, W] is, on [N, H, W, C]:
const options = { rate: 0.8, axes: [1, 2], key: foldIn(key(1), 0) };
const x = tf.ones([2, 4, 4, 3]);
const { mask, kept, total } = sampleMask(x.shape, options);
console.log('mask', mask.shape.join('x'), 'keeps', kept, 'of', total);

// x * m + (x * (1 - m)).detach(), scaled: the value is that of x.
const y = backdrop(x, options);
console.log(
  'value unchanged',
  tf.all(tf.equal(x, y)).dataSync()[0] === 1,
);

const [scores, labels] = [
  [0.1, 0.4, 0.35, 0.8],
  [0, 0, 1, 1],
];
console.log('BinaryAUROC', rocAuc(scores, labels));
console.log(
  'BinaryAveragePrecision',
  averagePrecision(scores, labels).toFixed(4),
);
const { value } = aucMarginLoss({ margin: 1 }).valueAndGrad(
  scores,
  labels,
);
console.log('AUCMLoss at its best a, b and alpha', value.toFixed(4));
// #endregion snippet
