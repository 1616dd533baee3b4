// What a mask over samples costs and holds, compacted to the kept samples beside a mask on the whole batch: after a build,
// `pnpm --filter @backdropjs/operator bench [--json] [--backend=wasm]`.
import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { backdrop } from '@backdropjs/operator';
import { nonDecomposableGradients } from '@backdropjs/operator/non-decomposable';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { compare, finish } from '../../../tools/bench/bench.mjs';

const backend = process.argv.find((argument) => argument.startsWith('--backend='))?.slice(10) ?? 'wasm';
await initBackend({ backends: [backend] });
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

async function compacted({ inputs, labels, inputShape }, rate, chunkSize) {
  const { grads } = await nonDecomposableGradients({
    inputs,
    labels,
    inputShape,
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

/** Peak of the tensors' bytes above what there was, in megabytes. */
async function peak(run) {
  const before = tf.memory().numBytes;
  const { peakBytes } = await tf.profile(async () => {
    await run();
    return [];
  });
  return ((peakBytes - before) / 1e6).toFixed(1);
}

const suite = 'operator';
const given = problem(1000);
const rows = [];
for (const rate of [0, 0.5, 0.9]) {
  for (const chunkSize of [1000, 100]) {
    const name = `gradient of 1000 images of 16 x 16, rate ${rate}, compacted, chunks of ${chunkSize}`;
    const peers = { 'mask on the whole batch': () => whole(given, rate) };
    rows.push(await compare(suite, name, () => compacted(given, rate, chunkSize), peers));
  }
}
finish(suite, rows);
if (!process.argv.includes('--json')) {
  console.log('peak of tensor memory in MB, rate 0.9');
  for (const count of [1e3, 1e4, 1e5]) {
    const samples = problem(count);
    const masked = count < 1e5 ? await peak(() => whole(samples, 0.9)) : 'not run';
    const chunks = await peak(() => compacted(samples, 0.9, 100));
    console.log(`n = ${count}: whole batch ${masked}, in chunks of 100 ${chunks}`);
  }
}
