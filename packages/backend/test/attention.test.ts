// Attention by einsum, which tfjs's own gradients cannot train on wasm, and by products of matrices.
import * as tf from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { meanSquare, type Net, stepsAsOnCpu } from './five-steps';
import { evaluate, expectClose, random, randomValues, toTensor } from './support';

/** Attention of two heads, from queries, keys and values in [batch, position, head, channel]. */
function attentionByEinsum(q: tf.Tensor, k: tf.Tensor, v: tf.Tensor): tf.Tensor {
  const scores = tf.div(tf.einsum('bqhd,bkhd->bhqk', q, k), Math.sqrt(q.shape[3]!));
  return tf.einsum('bhqk,bkhd->bqhd', tf.softmax(scores), v);
}

function attentionByMatMul(q: tf.Tensor, k: tf.Tensor, v: tf.Tensor): tf.Tensor {
  const [a, b, c] = [q, k, v].map((x) => tf.transpose(x, [0, 2, 1, 3])) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const weights = tf.softmax(tf.div(tf.matMul(a, b, false, true), Math.sqrt(q.shape[3]!)));
  return tf.transpose(tf.matMul(weights, c), [0, 2, 1, 3]);
}

function attentionLayer(attend: typeof attentionByEinsum): Net['loss'] {
  return (parameters, [x, y]) => {
    const project = (w: tf.Tensor) => tf.reshape(tf.matMul(tf.reshape(x!, [-1, 6]), w), [2, 7, 2, 4]);
    const [q, k, v] = parameters.slice(0, 3).map(project) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const out = tf.matMul(tf.reshape(attend(q, k, v), [-1, 8]), parameters[3]!);
    return meanSquare(tf.reshape(out, [2, 7, 6]), y!);
  };
}
const attention = {
  parameters: [
    [6, 8],
    [6, 8],
    [6, 8],
    [8, 6],
  ],
  data: [
    [2, 7, 6],
    [2, 7, 6],
  ],
};

stepsAsOnCpu({ 'attention by einsum': { ...attention, loss: attentionLayer(attentionByEinsum) } });

it('attention by einsum is attention by matMul, with its gradients', async () => {
  const next = random(42);
  const inputs = [1, 2, 3].map(() => randomValues(next, 2, 7, 2, 4));
  const run = (attend: typeof attentionByEinsum) => () => {
    const tensors = inputs.map((values) => toTensor(values));
    const of = (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) => tf.sum(tf.square(attend(q, k, v)));
    return [attend(...(tensors as [tf.Tensor, tf.Tensor, tf.Tensor])), ...tf.grads(of as never)(tensors)];
  };
  for (const backend of ['wasm', 'cpu'] as const) {
    const want = await evaluate(backend, run(attentionByMatMul));
    const got = await evaluate(backend, run(attentionByEinsum));
    for (const [i, values] of got.entries()) expectClose(values, want[i]!, 1e-5, `${backend}, result ${i}`);
  }
});
