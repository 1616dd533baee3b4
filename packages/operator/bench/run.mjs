// `pnpm --filter @backdropjs/operator bench`, after a build: what a mask over samples costs and holds, as a mask on the
// whole batch and compacted to the kept samples. Names a backend as its argument, wasm by default.
import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { backdrop } from '@backdropjs/operator';
import { nonDecomposableGradients } from '@backdropjs/operator/non-decomposable';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';

const { name } = await initBackend({ backends: [process.argv[2] ?? 'wasm'] });
const side = 16;
const filters = [
  [3, 3, 1, 8],
  [3, 3, 8, 16],
].map((shape, i) => {
  const numbers = new Float32Array(shape.reduce((a, b) => a * b));
  return tf.variable(
    tf.tensor4d(
      normal(foldIn(key(1), i), numbers).map((z) => 0.1 * z),
      shape,
    ),
  );
});
const forward = (x) =>
  tf.mean(
    filters.reduce((y, filter) => tf.relu(tf.conv2d(y, filter, 1, 'same')), x),
    [1, 2, 3],
  );

function problem(count) {
  const inputs = normal(key(2), new Float32Array(count * side * side));
  const labels = Float32Array.from({ length: count }, (_, i) => (i % 10 === 0 ? 1 : 0));
  return { count, inputs, labels, inputShape: [side, side, 1] };
}

async function whole({ count, inputs, labels }, rate) {
  const { value, grads } = tf.tidy(() => {
    const x = tf.tensor4d(inputs, [count, side, side, 1]);
    const masked = () => backdrop(forward(x), { rate, axes: [0], key: key(3) });
    return tf.variableGrads(() => toTfjs(pairwiseAucLoss())(tf.tensor1d(labels), masked()), filters);
  });
  await value.data();
  tf.dispose([value, grads]);
}

async function compacted(given, rate, chunkSize) {
  const { grads } = await nonDecomposableGradients({
    ...given,
    forward,
    loss: pairwiseAucLoss(),
    rate,
    key: key(3),
    chunkSize,
    variables: filters,
  });
  for (const grad of Object.values(grads)) await grad.data();
  tf.dispose(grads);
}

/** Median of 5 runs after one to warm up, in milliseconds. */
async function time(run) {
  const times = [];
  for (let i = 0; i < 6; i++) {
    const start = performance.now();
    await run();
    if (i > 0) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[2].toFixed(0);
}

/** Peak of the tensors' bytes above what there was, in megabytes. */
async function peak(run) {
  const before = tf.memory().numBytes;
  const { peakBytes } = await tf.profile(async () => {
    await run();
    return [];
  });
  return ((peakBytes - before) / 1e6).toFixed(1);
}

const given = problem(1000);
console.log(`${name}, 1000 images of 16x16, two convolutions: ms a gradient`);
for (const rate of [0, 0.5, 0.9]) {
  const masked = await time(() => whole(given, rate));
  const one = await time(() => compacted(given, rate, 1000));
  const chunks = await time(() => compacted(given, rate, 100));
  console.log(`rate ${rate}: whole batch ${masked}, compacted ${one}, compacted in chunks of 100 ${chunks}`);
}
console.log('peak of tensor memory in MB, rate 0.9');
for (const count of [1e3, 1e4, 1e5]) {
  const samples = problem(count);
  const masked = count < 1e5 ? await peak(() => whole(samples, 0.9)) : 'not run';
  const chunks = await peak(() => compacted(samples, 0.9, 100));
  console.log(`n = ${count}: whole batch ${masked}, in chunks of 100 ${chunks}`);
}
