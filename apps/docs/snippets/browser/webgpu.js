// #region snippet
import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { fitNonDecomposable } from '@backdropjs/operator/layers';
import { key, normal } from '@backdropjs/random';
import { tensor, train } from '@tensorflow/tfjs-core';
import {
  initializers,
  layers,
  sequential,
} from '@tensorflow/tfjs-layers';

// Where there is no WebGPU, plain JavaScript; the report says which.
const { name } = await initBackend({ backends: ['webgpu', 'cpu'] });
const labels = new Float32Array(200).map((_, i) => +(i % 10 === 0));
const noise = normal(key('noise'), new Float32Array(200 * 4));
const x = tensor(
  noise.map((z, i) => z + labels[i >> 2]),
  [200, 4],
);
const kernelInitializer = initializers.glorotNormal({ seed: 1 });
const model = sequential();
model.add(
  layers.dense({ inputShape: [4], units: 1, kernelInitializer }),
);
const { history } = await fitNonDecomposable(model, {
  loss: pairwiseAucLoss(),
  optimizer: train.adam(0.1),
  inputs: x,
  labels,
  rate: 0.5,
  key: key('masks'),
  epochs: 10,
});
// On WebGPU nothing is read synchronously: data(), not dataSync().
const scores = await model.predict(x).data();
const auc = rocAuc(scores, labels).toFixed(2);
const losses = [0, 9].map((epoch) => history.loss[epoch].toFixed(2));
document.body.append(
  `${name}: loss ${losses.join(' to ')}, AUC ${auc}`,
);
// #endregion snippet
