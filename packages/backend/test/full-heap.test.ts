// The heap is filled to its end by one operation after another. After the error, with everything disposed of, a training step
// gives the bits that it gave before. A heap that cannot grow is the same, and small; BACKDROPJS_FULL_HEAP=1 fills 4 GiB.
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../src/index';

const MiB = 2 ** 20;
const whole = Boolean(process.env['BACKDROPJS_FULL_HEAP']);

/** The wasm heap; unless all of it is to be filled, it grows no more once there is room enough for the training step. */
function limitHeap(): void {
  const { memory } = (tf.engine().backend as unknown as { wasm: { asm: { memory: WebAssembly.Memory } } })
    .wasm.asm;
  if (whole) return;
  const missing = 128 * MiB - memory.buffer.byteLength;
  const ballast = missing > 0 ? tf.zeros([missing / 8]) : undefined;
  ballast?.dispose();
  const grow = () => {
    throw new RangeError('the heap cannot grow');
  };
  Object.defineProperty(memory, 'grow', { value: grow, configurable: true });
}

/** Takes all of the heap but some 256 MiB, by large tensors that nobody writes to: the rest fills in a second. */
function takeMost(): void {
  const size = (128 * MiB) / 4;
  const taken: tf.Tensor[] = [];
  const backend = tf.backend() as unknown as { makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo };
  expect(() => {
    for (;;) taken.push(tf.engine().makeTensorFromTensorInfo(backend.makeOutput([size], 'float32')));
  }).toThrow(/no room for a tensor of/);
  expect(taken.length * 128).toBeGreaterThan(3072);
  tf.dispose(taken.splice(-2));
}

const side = 1024;
const map = () => tf.fill<tf.Rank.R4>([1, side, side, 4], 0.5);
const operations: Record<string, (x: tf.Tensor4D) => tf.Tensor> = {
  add: (x) => tf.add(x, x),
  avgPool: (x) => tf.avgPool(x, 2, 1, 'same'),
  batchNorm: (x) => tf.batchNorm(x, [0, 0, 0, 0], [1, 1, 1, 1]),
  cast: (x) => tf.cast(x, 'int32'),
  clipByValue: (x) => tf.clipByValue(x, 0, 1),
  concat: (x) => tf.concat([x, x], 3),
  conv2d: (x) => tf.conv2d(x, tf.ones([1, 1, 4, 4]), 1, 'valid'),
  cumsum: (x) => tf.cumsum(x, 3),
  depthwiseConv2d: (x) => tf.depthwiseConv2d(x, tf.ones([1, 1, 4, 1]), 1, 'valid'),
  elu: (x) => tf.elu(x),
  equal: (x) => tf.equal(x, x),
  exp: (x) => tf.exp(x),
  fill: (x) => tf.fill(x.shape, 1),
  gather: (x) => tf.gather(x, tf.range(0, side, 1, 'int32'), 1),
  matMul: (x) => tf.matMul(tf.reshape(x, [-1, 4]), tf.ones([4, 4])),
  max: (x) => tf.max(tf.tile(x, [1, 1, 1, 2]), 0),
  maxPool: (x) => tf.maxPool(x, 2, 1, 'same'),
  maximum: (x) => tf.maximum(x, 0),
  mirrorPad: (x) =>
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [0, 0],
        [1, 1],
        [0, 0],
      ],
      'symmetric',
    ),
  mul: (x) => tf.mul(x, x),
  neg: (x) => tf.neg(x),
  pad: (x) =>
    tf.pad(x, [
      [0, 0],
      [1, 1],
      [0, 0],
      [0, 0],
    ]),
  relu: (x) => tf.relu(x),
  resizeBilinear: (x) => tf.image.resizeBilinear(x, [side, side + 1]),
  reverse: (x) => tf.reverse(x, 1),
  sigmoid: (x) => tf.sigmoid(x),
  sin: (x) => tf.sin(x),
  softmax: (x) => tf.softmax(x),
  tensor: (x) => tf.tensor(new Float32Array(x.size)),
  tile: (x) => tf.tile(x, [1, 1, 1, 2]),
  transpose: (x) => tf.transpose(x, [0, 2, 1, 3]),
};

/** The bits of what a small net has learned. */
async function train(): Promise<number[]> {
  const model = sequential({
    layers: [
      layers.conv2d({
        filters: 4,
        kernelSize: 3,
        inputShape: [8, 8, 1],
        kernelInitializer: 'ones',
        activation: 'relu',
      }),
      layers.flatten(),
      layers.dense({ units: 1, kernelInitializer: 'ones' }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(1e-4), loss: 'meanSquaredError' });
  const x = tf.reshape(tf.sin(tf.range(0, 256)), [4, 8, 8, 1]);
  await model.trainOnBatch(x, tf.ones([4, 1]));
  const weights = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  x.dispose();
  model.dispose();
  tf.disposeVariables();
  return weights;
}

let learned: number[];
beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
  learned = await train();
  limitHeap();
});

it.each(Object.entries(operations))('filled by %s', async (_, run) => {
  const before = tf.engine().backend.numDataIds();
  tf.engine().startScope();
  try {
    const x = map();
    if (whole) takeMost();
    let count = 0;
    expect(() => {
      // More than the heap holds, of bools too.
      for (; count < 512; count++) {
        const y = run(x);
        // What is put off takes its place, too.
        if (count === 0) y.dataSync();
      }
    }).toThrow(/no room for a tensor of/);
    if (whole) expect(count).toBeGreaterThan(1);
  } finally {
    tf.engine().endScope();
  }
  expect(tf.engine().backend.numDataIds(), 'tensors left behind').toBe(before);
  expect(await train()).toEqual(learned);
});
