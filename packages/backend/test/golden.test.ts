import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readGolden } from '../../../tools/testing/golden';
import { type BackendName, initBackend } from '../src/index';
import { relativeError } from './support';

interface GoldenTensor {
  shape: number[];
  values: number[];
}

interface Case {
  id: string;
  kind: string;
  params: Record<string, unknown>;
  inputs: Record<string, GoldenTensor>;
  dy: GoldenTensor;
  y: GoldenTensor;
  gradients: Record<string, GoldenTensor>;
}

interface Step {
  maskFine: number[];
  maskCoarse: number[];
  loss: number;
  gradients?: Record<string, GoldenTensor>;
}

interface Network {
  weights: Record<string, GoldenTensor>;
  x: GoldenTensor;
  labels: number[];
  maskFineShape: [number, number];
  maskCoarseShape: [number, number];
  steps: Step[];
  finalWeights: Record<string, GoldenTensor>;
}

/** Largest difference over largest wanted magnitude; the vectors are float64 results, the kernels compute in float32. */
const tolerance = 2e-6;
/** The same for the weights after the last step, in which the rounding of all steps has accumulated. */
const trajectoryTolerance = 1e-5;

const golden = readGolden<{ cases: Case[]; network: Network }>(
  fileURLToPath(new URL('.', import.meta.url)),
  'training.json',
);

type Pad = 'same' | 'valid' | number;
type Size = number | [number, number];
type Tensors4D = [tf.Tensor4D, tf.Tensor4D];

/** How each kind of case is computed, inputs in the order of the case's `inputs`. */
const operations: Record<string, (inputs: tf.Tensor[], params: Record<string, unknown>) => tf.Tensor> = {
  conv2d: (inputs, { strides, pad, dilations = 1 }) =>
    tf.conv2d(...(inputs as Tensors4D), strides as Size, pad as Pad, 'NHWC', dilations as Size),
  depthwiseConv2d: (inputs, { strides, pad, dilations = 1 }) =>
    tf.depthwiseConv2d(...(inputs as Tensors4D), strides as Size, pad as Pad, 'NHWC', dilations as Size),
  maxPool: ([x], { filterSize, strides, pad }) =>
    tf.maxPool(x as tf.Tensor4D, filterSize as Size, strides as Size, pad as Pad),
  avgPool: ([x], { filterSize, strides, pad }) =>
    tf.avgPool(x as tf.Tensor4D, filterSize as Size, strides as Size, pad as Pad),
  matMul: ([a, b], { transposeA, transposeB }) =>
    tf.matMul(a!, b!, transposeA as boolean, transposeB as boolean),
};

const toTensor = ({ shape, values }: GoldenTensor) => tf.tensor(values, shape, 'float32');

describe.each<BackendName>(['wasm', 'cpu'])('training.json on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it('has cases', () => expect(golden.cases.length).toBeGreaterThan(0));

  it.each(golden.cases.map((golden) => [golden.id, golden] as const))('%s', (_, { kind, ...golden }) => {
    const operation = operations[kind];
    if (!operation) throw new Error(`no operation is mapped to the case kind ${kind}`);
    const names = Object.keys(golden.inputs);
    const before = tf.memory().numTensors;
    const [y, gradients] = tf.tidy(() => {
      const inputs = names.map((name) => toTensor(golden.inputs[name]!));
      const { value, grads } = tf.valueAndGrads((...args: tf.Tensor[]) => operation(args, golden.params))(
        inputs,
        toTensor(golden.dy),
      );
      return [value, grads] as const;
    });
    expect(y.shape).toEqual(golden.y.shape);
    expect(relativeError(y.dataSync(), golden.y.values), 'y').toBeLessThan(tolerance);
    for (const [name, want] of Object.entries(golden.gradients)) {
      const got = gradients[names.indexOf(name)]!;
      expect(got.shape).toEqual(want.shape);
      expect(relativeError(got.dataSync(), want.values), `d${name}`).toBeLessThan(tolerance);
    }
    tf.dispose([y, gradients]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('trains the masked network along the 12 steps', () => {
    const { network } = golden;
    const before = tf.memory().numTensors;
    const x = toTensor(network.x) as tf.Tensor4D;
    const labels = tf.tidy(() => tf.oneHot(tf.tensor1d(network.labels, 'int32'), 4));
    const variables = Object.entries(network.weights).map(
      ([name, weight]) => [name, tf.tidy(() => tf.variable(toTensor(weight), true))] as const,
    );
    const byName = Object.fromEntries(variables) as Record<string, tf.Variable>;
    const optimizer = tf.train.sgd(0.2);
    for (const [index, step] of network.steps.entries()) {
      const { value, grads } = tf.variableGrads(
        () => networkLoss(network, byName, x, labels, step),
        variables.map(([, variable]) => variable),
      );
      expect(relativeError(value.dataSync(), [step.loss]), `loss of step ${index}`).toBeLessThan(
        trajectoryTolerance,
      );
      for (const [name, want] of Object.entries(step.gradients ?? {})) {
        const got = grads[byName[name]!.name]!;
        expect(relativeError(got.dataSync(), want.values), `gradient of ${name}, step ${index}`).toBeLessThan(
          trajectoryTolerance,
        );
      }
      optimizer.applyGradients(grads);
      tf.dispose([value, grads]);
    }
    for (const [name, want] of Object.entries(network.finalWeights)) {
      expect(relativeError(byName[name]!.dataSync(), want.values), `final ${name}`).toBeLessThan(
        trajectoryTolerance,
      );
    }
    optimizer.dispose();
    tf.dispose([x, labels, variables.map(([, variable]) => variable)]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** Identity whose gradient is multiplied by mask * size / sum, shared over samples and channels. */
function maskGradient(x: tf.Tensor, mask: number[], [height, width]: [number, number]): tf.Tensor {
  const scale = mask.length / mask.reduce((sum, m) => sum + m, 0);
  const values = mask.map((m) => m * scale);
  return tf.customGrad((input) => ({
    value: tf.clone(input as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => tf.mul(dy, tf.tensor(values, [1, height, width, 1])),
  }))(x);
}

function networkLoss(
  network: Network,
  weights: Record<string, tf.Variable>,
  x: tf.Tensor4D,
  labels: tf.Tensor,
  step: Step,
): tf.Scalar {
  const convolve = (input: tf.Tensor, name: string, stride: number, pad: 'same' | 'valid') =>
    tf.relu(tf.conv2d(input as tf.Tensor4D, weights[name] as unknown as tf.Tensor4D, stride, pad));
  const fine = convolve(convolve(x, 'conv1', 2, 'same'), 'conv2', 2, 'valid');
  const coarse = convolve(maskGradient(fine, step.maskFine, network.maskFineShape), 'conv3', 2, 'valid');
  const features = tf.mean(maskGradient(coarse, step.maskCoarse, network.maskCoarseShape), [1, 2]);
  const logits = tf.add(tf.matMul(features, weights['dense'] as tf.Tensor), weights['bias']!);
  return tf.losses.softmaxCrossEntropy(labels, logits);
}
