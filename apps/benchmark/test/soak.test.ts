// What goes on for hours must neither grow nor drift: each of these is done many times, and the process holds no more at the end than
// after the first tenth, and computes the same bits. `pnpm run check:soak` does it in full; CI takes a hundredth.
import { createHash } from 'node:crypto';
import { initBackend } from '@backdropjs/backend';
import { createSampler, squaredExponential } from '@backdropjs/fields';
import { averagePrecisionLoss, pairwiseAucLoss, softFBetaLoss } from '@backdropjs/losses';
import { backdropLayer } from '@backdropjs/operator/layers';
import { key, normal, uniform } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { RunPool } from '../src/runner/run-pool';
import { soak } from './support/drift';
import { runsOf } from './support/records';

/** The part that is done. */
const share = process.env['BACKDROPJS_SOAK'] === 'full' ? 1 : 0.01;
const bits = (...arrays: ArrayBufferView[]) => {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of arrays)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex');
};

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

/** A small convolutional net with a mask of each kind, which gives the bits of its weights after so many steps. */
function startTraining() {
  const seeded = (seed: number) => tfl.initializers.glorotNormal({ seed });
  const mask = (axes: number[], seed: number) => backdropLayer({ rate: 0.5, axes, seed });
  const model = tfl.sequential({
    layers: [
      tfl.layers.conv2d({
        inputShape: [8, 8, 1],
        filters: 4,
        kernelSize: 3,
        activation: 'relu',
        kernelInitializer: seeded(1),
      }),
      mask([1, 2], 1),
      tfl.layers.batchNormalization(),
      tfl.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', kernelInitializer: seeded(2) }),
      mask([0], 2),
      tfl.layers.globalAveragePooling2d({}),
      tfl.layers.dense({ units: 2, kernelInitializer: seeded(3) }),
    ],
  });
  model.compile({ optimizer: tf.train.momentum(0.01, 0.9), loss: 'meanSquaredError' });
  const [x, y] = [
    tf.tensor4d(normal(key('x'), new Float32Array(16 * 64)), [16, 8, 8, 1]),
    tf.tensor2d(normal(key('y'), new Float32Array(32)), [16, 2]),
  ];
  return {
    step: () => model.trainOnBatch(x, y),
    weights: () => bits(...model.getWeights().map((weight) => weight.dataSync())),
    end: () => {
      const { optimizer } = model;
      model.dispose();
      optimizer.dispose();
      tf.dispose([x, y]);
    },
  };
}

/** The bits of a training from the start. */
async function trainShortly(): Promise<string> {
  const { step, weights, end } = startTraining();
  for (let i = 0; i < 20; i++) await step();
  const result = weights();
  end();
  return result;
}

it('trains with masks, step after step', async () => {
  const before = await trainShortly();
  const { step, weights, end } = startTraining();
  await step();
  const { numTensors, numBytes } = tf.memory();
  await soak('training steps', 10_000 * share, async () => {
    expect(Number.isFinite(await step())).toBe(true);
    expect(tf.memory().numTensors).toBe(numTensors);
  });
  expect(tf.memory().numBytes).toBe(numBytes);
  expect(weights()).toMatch(/^[0-9a-f]{64}$/);
  end();
  expect(await trainShortly()).toBe(before);
}, 3_600_000);

it('draws fields, and makes samplers', async () => {
  const start = () =>
    createSampler({ model: squaredExponential({ correlationLength: 4 }), shape: [128, 128], seed: 1 });
  const sampler = await start();
  const first = bits(sampler.realization(0));
  await soak('fields', 1000 * share, async (index) => {
    const other = index % 10 === 0 ? await start() : sampler;
    expect(bits(other.realization(0))).toBe(first);
    sampler.realization(index);
  });
}, 3_600_000);

it('begins and ends workers', async () => {
  const thread = new URL('./support/wasm-thread.mjs', import.meta.url);
  const [run] = runsOf('auc-diabetes', 'smoke', [100], ['rate-0.9']);
  let first: unknown;
  await soak('workers', Math.max(2, 100 * share), async () => {
    const pool = new RunPool(1, thread);
    const { metrics } = await pool.run(run!);
    await pool.close();
    first ??= metrics;
    expect(metrics).toEqual(first);
  });
}, 3_600_000);

it('takes losses of a million samples', async () => {
  const n = 1_000_000 * share;
  const scores = normal(key('scores'), new Float32Array(n));
  const labels = Float32Array.from(uniform(key('labels'), new Float32Array(n)), (u) => (u < 0.05 ? 1 : 0));
  const losses = [
    pairwiseAucLoss(),
    averagePrecisionLoss({ temperature: 0.1 }),
    softFBetaLoss({ fromLogits: true }),
  ];
  const compute = () =>
    bits(
      ...losses.flatMap((loss) => {
        const { value, grad } = loss.valueAndGrad(scores, labels);
        return [Float64Array.of(value), grad];
      }),
    );
  const first = compute();
  await soak(`losses of ${n} samples`, 20, () => expect(compute()).toBe(first));
}, 3_600_000);
