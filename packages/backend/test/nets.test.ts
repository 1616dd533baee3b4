// Nets that tfjs's own kernels and gradients cannot train on wasm: five steps there against five on cpu.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../src/index';
import { checkGradients } from './gradient-check';
import { evaluate, expectClose, random, randomValues, toTensor } from './support';

interface Net {
  /** The shapes of the parameters. */
  parameters: number[][];
  /** The shapes of the data. */
  data: number[][];
  loss: (parameters: tf.Tensor[], data: tf.Tensor[]) => tf.Tensor;
  optimizer?: () => tf.Optimizer;
}

type Volume = tf.Tensor5D;
type Image = tf.Tensor4D;
const conv3d = (x: tf.Tensor, w: tf.Tensor, strides = 1) =>
  tf.conv3d(x as Volume, w as Volume, strides, 'same');
const conv2d = (x: tf.Tensor, w: tf.Tensor, format: 'NHWC' | 'NCHW', dilation = 1) =>
  tf.conv2d(x as Image, w as Image, 1, 'same', format, dilation);
const meanSquare = (a: tf.Tensor, b: tf.Tensor) => tf.mean(tf.squaredDifference(a, b));

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

const nets: Record<string, Net> = {
  'two layers of conv3d': {
    parameters: [
      [3, 3, 3, 2, 4],
      [3, 2, 3, 4, 2],
    ],
    data: [
      [2, 5, 6, 5, 2],
      [2, 5, 6, 5, 2],
    ],
    loss: ([v, w], [x, y]) => meanSquare(conv3d(tf.relu(conv3d(x!, v!)), w!), y!),
  },
  '3D U-Net': {
    parameters: [
      [3, 3, 3, 1, 3],
      [3, 3, 3, 3, 4],
      [2, 2, 2, 3, 4],
      [3, 3, 3, 6, 1],
    ],
    data: [
      [2, 4, 6, 4, 1],
      [2, 4, 6, 4, 1],
    ],
    loss: ([down, bottom, up, out], [x, y]) => {
      const fine = tf.relu(conv3d(x!, down!));
      const coarse = tf.relu(conv3d(tf.maxPool3d(fine as Volume, 2, 2, 'same'), bottom!));
      const shape = fine.shape as Volume['shape'];
      const back = tf.conv3dTranspose(coarse as Volume, up as Volume, shape, 2, 'same');
      return meanSquare(conv3d(tf.concat([fine, back], 4), out!), y!);
    },
  },
  'attention by einsum': { ...attention, loss: attentionLayer(attentionByEinsum) },
  'spectral loss': {
    parameters: [
      [9, 1, 3],
      [5, 3, 1],
    ],
    data: [
      [2, 64, 1],
      [2, 64, 1],
    ],
    loss: ([v, w], [x, y]) => {
      const hidden = tf.tanh(tf.conv1d(x as tf.Tensor3D, v as tf.Tensor3D, 1, 'same'));
      const out = tf.conv1d(hidden, w as tf.Tensor3D, 1, 'same');
      const magnitudes = (signal: tf.Tensor) =>
        tf.stack(
          tf
            .unstack(tf.reshape(signal, [2, 64]))
            .map((row) => tf.abs(tf.signal.stft(row as tf.Tensor1D, 16, 8))),
        );
      return meanSquare(magnitudes(out), magnitudes(y!));
    },
    optimizer: () => tf.train.sgd(0.01),
  },
  'NCHW convolutions': {
    parameters: [
      [3, 3, 2, 4],
      [4, 1, 1],
      [3, 3, 4, 3],
    ],
    data: [
      [3, 2, 8, 7],
      [3, 3, 8, 7],
    ],
    loss: ([v, b, w], [x, y]) =>
      meanSquare(conv2d(tf.relu(tf.add(conv2d(x!, v!, 'NCHW'), b!)), w!, 'NCHW'), y!),
  },
  'dilated convolutions': {
    parameters: [
      [3, 3, 2, 4],
      [3, 3, 4, 4],
      [3, 3, 4, 1],
    ],
    data: [
      [2, 12, 11, 2],
      [2, 12, 11, 4],
    ],
    loss: ([u, v, w], [x, y]) => {
      const hidden = tf.relu(conv2d(tf.relu(conv2d(x!, u!, 'NHWC', 2)), v!, 'NHWC', 4));
      return meanSquare(tf.depthwiseConv2d(hidden as Image, w as Image, 1, 'same', 'NHWC', 3), y!);
    },
  },
  'penalty on the gradient of a critic': {
    parameters: [
      [3, 3, 1, 4],
      [4, 1],
    ],
    data: [[4, 6, 6, 1]],
    loss: ([w, v], [x]) => {
      const critic = (images: tf.Tensor) =>
        tf.matMul(tf.mean(tf.tanh(conv2d(images, w!, 'NHWC')), [1, 2]), v!);
      const slope = tf.grad((images: tf.Tensor) => tf.sum(critic(images)))(x!);
      const length = tf.sqrt(tf.add(tf.sum(tf.square(slope), [1, 2, 3]), 1e-6));
      return tf.add(tf.mean(critic(x!)), tf.mul(10, tf.mean(tf.square(tf.sub(length, 1)))));
    },
    optimizer: () => tf.train.sgd(0.01),
  },
  'normalization without scale or offset, thresholds': {
    parameters: [
      [3, 3, 2, 4],
      [4, 2],
    ],
    data: [
      [4, 6, 6, 2],
      [4, 2],
    ],
    loss: ([w, v], [x, y]) => {
      const features = conv2d(x!, w!, 'NHWC');
      const { mean, variance } = tf.moments(features, [0, 1, 2]);
      const normal = tf.batchNorm(features, mean as tf.Tensor1D, variance as tf.Tensor1D);
      const kept = tf.mul(normal, tf.cast(tf.greater(normal, 0.5), 'float32'));
      return meanSquare(tf.matMul(tf.mean(kept, [1, 2]), v!), y!);
    },
  },
  'centered RMSprop': {
    parameters: [
      [5, 6],
      [6, 2],
    ],
    data: [
      [8, 5],
      [8, 2],
    ],
    loss: ([w, v], [x, y]) => meanSquare(tf.matMul(tf.tanh(tf.matMul(x!, w!)), v!), y!),
    // tfjs takes the root of variance - epsilon: NaN where a gradient is too small.
    optimizer: () => tf.train.rmsprop(0.002, 0.9, 0.5, 1e-12, true),
  },
};

/** The losses before each of five steps, and the parameters after them. */
async function train(backend: BackendName, net: Net): Promise<{ losses: number[]; parameters: number[][] }> {
  await tf.setBackend(backend);
  const next = random(41);
  const before = tf.memory().numTensors;
  const scaled = (shape: number[]) => {
    const { values } = randomValues(next, ...shape);
    const inputs = shape.slice(0, -1).reduce((p, size) => p * size, 1);
    return tf.tidy(() => tf.mul(tf.tensor(values, shape), Math.sqrt(3 / inputs)));
  };
  const starts = net.parameters.map(scaled);
  const variables = starts.map((start) => tf.variable(start));
  const data = net.data.map((shape) => toTensor(randomValues(next, ...shape)));
  const optimizer = net.optimizer?.() ?? tf.train.momentum(0.05, 0.9);
  const losses: number[] = [];
  const counts: number[] = [];
  for (let step = 0; step < 5; step++) {
    const loss = optimizer.minimize(() => net.loss(variables, data) as tf.Scalar, true, variables)!;
    losses.push(loss.dataSync()[0]!);
    loss.dispose();
    counts.push(tf.memory().numTensors);
  }
  expect(new Set(counts).size, `tensors after each step: ${counts}`).toBe(1);
  const parameters = variables.map((variable) => [...variable.dataSync()]);
  optimizer.dispose();
  tf.dispose([...starts, ...variables, ...data]);
  expect(tf.memory().numTensors, 'tensors left behind').toBeLessThanOrEqual(before + 1);
  return { losses, parameters };
}

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

describe('five steps on wasm and on cpu', () => {
  it.each(Object.entries(nets))('%s', async (_, net) => {
    const want = await train('cpu', net);
    const got = await train('wasm', net);
    expect(want.losses[4]).toBeLessThan(want.losses[0]!);
    expectClose(got.losses, want.losses, 1e-5, 'losses');
    for (const [i, values] of got.parameters.entries()) {
      expectClose(values, want.parameters[i]!, 1e-4, `parameter ${i}`);
    }
  });
});

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

it('segmentation net of three images, against central differences', async () => {
  await tf.setBackend('wasm');
  checkGradients({
    shapes: [
      [3, 8, 6, 2],
      [3, 3, 2, 4],
      [3, 3, 4, 4],
      [3, 3, 8, 2],
    ],
    compute: (x, down, bottom, out) => {
      const fine = tf.sigmoid(conv2d(x!, down!, 'NHWC'));
      const coarse = tf.sigmoid(conv2d(tf.avgPool(fine as Image, 2, 2, 'same'), bottom!, 'NHWC'));
      const nearest = tf.image.resizeNearestNeighbor(coarse as Image, [8, 6]);
      const smooth = tf.image.resizeBilinear(coarse as Image, [8, 6]);
      return tf.softmax(conv2d(tf.concat([fine, tf.add(nearest, smooth)], 3), out!, 'NHWC'));
    },
    step: 1e-2,
  });
});
