// Gradients of convolutions that tfjs refuses: dilations, transposed in three dimensions, and gradients of gradients.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { type Check, checkGradients } from '../gradient-check';

type Compute = Check['compute'];
type Pad = Parameters<typeof tf.conv2d>[3];

const conv2d =
  (pad: Pad, dilations: [number, number], format: 'NHWC' | 'NCHW' = 'NHWC'): Compute =>
  (x, filter) =>
    tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, pad, format, dilations);
const depthwise =
  (pad: Pad, dilations: [number, number], format: 'NHWC' | 'NCHW' = 'NHWC'): Compute =>
  (x, filter) =>
    tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, pad as 'same', format, dilations);
const conv3d =
  (pad: 'same' | 'valid', dilations: [number, number, number]): Compute =>
  (x, filter) =>
    tf.conv3d(x as tf.Tensor5D, filter as tf.Tensor5D, 1, pad, 'NDHWC', dilations);

const beyond: Pad = [
  [0, 0],
  [7, 1],
  [0, 9],
  [0, 0],
];
/** The gradient of the sum of squares of a gradient is linear in neither; its inputs are those of the first. */
const ofGradients =
  (compute: Compute): Compute =>
  (...inputs) => {
    const gradients = tf.grads((...args) => tf.sum(tf.square(compute(...args))))(inputs);
    return tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))));
  };

const image = [2, 7, 6, 3];
const filter = [3, 2, 3, 4];
const checks: Record<string, Check> = {
  'conv2d, same': { shapes: [image, filter], compute: conv2d('same', [2, 3]), step: 0.5 },
  'conv2d, valid': { shapes: [image, filter], compute: conv2d('valid', [2, 1]), step: 0.5 },
  'conv2d, more padding than the filter reaches': {
    shapes: [image, filter],
    compute: conv2d(beyond, [2, 3]),
    step: 0.5,
  },
  'conv2d, NCHW': { shapes: [[2, 3, 7, 6], filter], compute: conv2d('same', [2, 2], 'NCHW'), step: 0.5 },
  conv1d: {
    shapes: [
      [2, 40, 3],
      [2, 3, 4],
    ],
    compute: (x, w) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 1, 'valid', 'NWC', 16),
    step: 0.5,
  },
  'depthwiseConv2d, same': { shapes: [image, [3, 2, 3, 2]], compute: depthwise('same', [2, 3]), step: 0.5 },
  'depthwiseConv2d, valid': { shapes: [image, [3, 2, 3, 1]], compute: depthwise('valid', [2, 1]), step: 0.5 },
  'conv3d, same': {
    shapes: [
      [1, 5, 6, 5, 2],
      [2, 3, 2, 2, 3],
    ],
    compute: conv3d('same', [2, 1, 3]),
    step: 0.5,
  },
  'conv3d, valid': {
    shapes: [
      [1, 5, 6, 5, 2],
      [2, 3, 2, 2, 3],
    ],
    compute: conv3d('valid', [2, 2, 2]),
    step: 0.5,
  },
  conv3dTranspose: {
    shapes: [
      [2, 3, 2, 3, 3],
      [2, 3, 2, 2, 3],
    ],
    compute: (x, w) => tf.conv3dTranspose(x as tf.Tensor5D, w as tf.Tensor5D, [2, 6, 4, 6, 2], 2, 'same'),
    step: 0.5,
  },
  'fused, dilated, with a bias': {
    shapes: [image, filter, [4]],
    compute: (x, w, bias) =>
      tf.fused.conv2d({
        x: x as tf.Tensor4D,
        filter: w as tf.Tensor4D,
        bias: bias!,
        strides: 1,
        pad: 'same',
        dilations: [2, 3],
      }),
    step: 0.5,
  },
  'fused, NCHW, with a bias': {
    shapes: [[2, 3, 7, 6], filter, [4]],
    compute: (x, w, bias) =>
      tf.fused.conv2d({
        x: x as tf.Tensor4D,
        filter: w as tf.Tensor4D,
        bias: bias!,
        strides: 1,
        pad: 'same',
        dataFormat: 'NCHW',
      }),
    step: 0.5,
  },
  'conv2d, gradients of gradients': {
    shapes: [image, filter],
    compute: ofGradients((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same')),
    step: 1e-3,
  },
  'conv2d, dilated, gradients of gradients': {
    shapes: [image, filter],
    compute: ofGradients(conv2d('same', [2, 1])),
    step: 1e-3,
  },
  'depthwiseConv2d, gradients of gradients': {
    shapes: [image, [3, 2, 3, 2]],
    compute: ofGradients((x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same')),
    step: 1e-3,
  },
  'conv3d, gradients of gradients': {
    shapes: [
      [1, 4, 4, 3, 2],
      [2, 2, 2, 2, 3],
    ],
    compute: ofGradients((x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, 'same')),
    step: 1e-3,
  },
};

// The forward pass of cpu takes the layout for NHWC.
const onWasm: Record<string, Check> = {
  'depthwiseConv2d, NCHW': {
    shapes: [
      [2, 3, 7, 6],
      [3, 2, 3, 2],
    ],
    compute: depthwise('same', [2, 2], 'NCHW'),
    step: 0.5,
  },
  'depthwiseConv2d, NCHW, not dilated': {
    shapes: [
      [2, 3, 7, 6],
      [3, 2, 3, 2],
    ],
    compute: depthwise('same', [1, 1], 'NCHW'),
    step: 0.5,
  },
};

describe.each<[BackendName, Record<string, Check>]>([
  ['cpu', checks],
  ['wasm', { ...checks, ...onWasm }],
])('on %s', (backend, cases) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });
  it.each(Object.entries(cases))('%s', (_, check) => checkGradients(check));
});
