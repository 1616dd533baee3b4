import * as tf from '@tensorflow/tfjs-core';
import { layers as L, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend, requireKernels, UnsupportedKernelError } from '../index';
import { fusedConv2dLayer } from '../layers';
import { activationKernels } from './activation-kernels';
import { layerKernels } from './layer-kernels';
import type { ModelLike } from './require-kernels';

type Layer = Parameters<ReturnType<typeof sequential>['add']>[0];

const image = [8, 8, 3];
const volume = [6, 6, 6, 2];
const series = [6, 3];
const dense = () => L.dense({ units: 3 });

/** One example of each layer class, with the shape of a sample that it takes; merging layers get it twice. */
const examples: Record<string, [number[], () => Layer]> = {
  Activation: [[5], () => L.activation({ activation: 'relu' })],
  Add: [[5], () => L.add()],
  AlphaDropout: [[5], () => L.alphaDropout({ rate: 0.5 })],
  Average: [[5], () => L.average()],
  AveragePooling1D: [series, () => L.averagePooling1d({ poolSize: 2 })],
  AveragePooling2D: [image, () => L.averagePooling2d({ poolSize: 2, padding: 'same' })],
  AveragePooling3D: [volume, () => L.averagePooling3d({ poolSize: 2, padding: 'same' })],
  BatchNormalization: [image, () => L.batchNormalization()],
  Bidirectional: [series, () => L.bidirectional({ layer: L.simpleRNN({ units: 2 }), mergeMode: 'concat' })],
  Concatenate: [[5], () => L.concatenate()],
  Conv1D: [series, () => L.conv1d({ filters: 2, kernelSize: 3 })],
  Conv2D: [image, () => L.conv2d({ filters: 2, kernelSize: 3, activation: 'relu' })],
  Conv2DTranspose: [image, () => L.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2 })],
  Conv3D: [volume, () => L.conv3d({ filters: 2, kernelSize: 2 })],
  Conv3DTranspose: [volume, () => L.conv3dTranspose({ filters: 2, kernelSize: 3, strides: 2 }) as Layer],
  ConvLSTM2D: [
    [3, 6, 6, 2],
    () => L.convLstm2d({ filters: 2, kernelSize: 3, recurrentInitializer: 'zeros' }) as unknown as Layer,
  ],
  Cropping2D: [
    image,
    () =>
      L.cropping2D({
        cropping: [
          [1, 1],
          [2, 1],
        ],
      }),
  ],
  Dense: [[5], dense],
  DepthwiseConv2D: [image, () => L.depthwiseConv2d({ kernelSize: 3 })],
  Dot: [series, () => L.dot({ axes: 1 }) as unknown as Layer],
  Dropout: [[5], () => L.dropout({ rate: 0.5, seed: 1 })],
  ELU: [[5], () => L.elu()],
  FusedConv2D: [image, () => fusedConv2dLayer({ filters: 2, kernelSize: 3, activation: 'relu' })],
  Flatten: [image, () => L.flatten()],
  GaussianDropout: [[5], () => L.gaussianDropout({ rate: 0.5 })],
  GaussianNoise: [[5], () => L.gaussianNoise({ stddev: 0.5 })],
  GlobalAveragePooling1D: [series, () => L.globalAveragePooling1d()],
  GlobalAveragePooling2D: [image, () => L.globalAveragePooling2d({})],
  GlobalMaxPooling1D: [series, () => L.globalMaxPooling1d()],
  GlobalMaxPooling2D: [image, () => L.globalMaxPooling2d({})],
  GRU: [series, () => L.gru({ units: 2 })],
  LayerNormalization: [series, () => L.layerNormalization()],
  LeakyReLU: [[5], () => L.leakyReLU()],
  LSTM: [series, () => L.lstm({ units: 2, goBackwards: true })],
  Maximum: [[5], () => L.maximum()],
  MaxPooling1D: [series, () => L.maxPooling1d({ poolSize: 2 })],
  MaxPooling2D: [image, () => L.maxPooling2d({ poolSize: 2 })],
  MaxPooling3D: [volume, () => L.maxPooling3d({ poolSize: 2 })],
  Minimum: [[5], () => L.minimum()],
  Multiply: [[5], () => L.multiply()],
  Permute: [series, () => L.permute({ dims: [2, 1] })],
  PReLU: [[5], () => L.prelu()],
  ReLU: [[5], () => L.reLU({ maxValue: 6 })],
  RepeatVector: [[5], () => L.repeatVector({ n: 3 })],
  Rescaling: [image, () => L.rescaling({ scale: 0.5 })],
  Reshape: [image, () => L.reshape({ targetShape: [64, 3] })],
  SeparableConv2D: [image, () => L.separableConv2d({ filters: 2, kernelSize: 3 })],
  SimpleRNN: [series, () => L.simpleRNN({ units: 2 })],
  Softmax: [[5], () => L.softmax()],
  SpatialDropout1D: [series, () => L.spatialDropout1d({ rate: 0.5, seed: 1 })],
  ThresholdedReLU: [[5], () => L.thresholdedReLU({ theta: 0.3 })],
  TimeDistributed: [series, () => L.timeDistributed({ layer: dense() })],
  UpSampling2D: [image, () => L.upSampling2d({})],
  ZeroPadding2D: [image, () => L.zeroPadding2d({ padding: 2 })],
};

/** Layers that take no gradient with respect to their input, as examples of their own. */
const inputsOnly = ['InputLayer', 'Embedding', 'Masking'];

/** Not of tf.layers nor of this package; the operator's tests have an example. */
const elsewhere = ['Backdrop'];

/** The kernels that run in the forward and backward pass of a layer. */
async function kernelsThatRun(compute: () => tf.Tensor): Promise<string[]> {
  // A first call makes the weights, with kernels of the initializers.
  tf.dispose(compute());
  const { kernelNames } = await tf.profile(() => {
    tf.dispose(tf.variableGrads(() => tf.sum(tf.square(compute())) as tf.Scalar));
    return [];
  });
  // Operations that fuse others report themselves too.
  return kernelNames.filter((name) => tf.getKernel(name, 'cpu'));
}

/** The kernels that the model is said to need: those it misses on a backend that has none. */
function kernelsRequired(model: ModelLike): string[] {
  try {
    void tf.setBackend('none');
    requireKernels(model);
    return [];
  } catch (error) {
    expect((error as UnsupportedKernelError).unknownLayers).toEqual([]);
    return (error as UnsupportedKernelError).missing.map(({ kernel }) => kernel);
  } finally {
    void tf.setBackend('wasm');
  }
}

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
  tf.registerBackend('none', () => new tf.KernelBackend());
});

describe('the table of layer kernels', () => {
  it('has an example of each class', () => {
    expect([...Object.keys(examples), ...inputsOnly, ...elsewhere].sort()).toEqual(
      Object.keys(layerKernels).sort(),
    );
  });

  it.each(Object.entries(examples))('%s', async (className, [shape, create]) => {
    const layer = create();
    expect(layer.getClassName()).toBe(className);
    const scale = tf.variable(tf.scalar(0.5));
    const x = tf.ones([2, ...shape]);
    const merges = ['Add', 'Average', 'Concatenate', 'Dot', 'Maximum', 'Minimum', 'Multiply'].includes(
      className,
    );
    const ran = await kernelsThatRun(() => {
      const input = tf.mul(x, scale);
      return layer.apply(merges ? [input, tf.mul(input, 2)] : input, { training: true }) as tf.Tensor;
    });
    expect(kernelsRequired({ layers: [layer] })).toEqual(expect.arrayContaining(ran));
    layer.dispose();
    tf.dispose([scale, x]);
  });

  it('Embedding', async () => {
    const layer = L.embedding({ inputDim: 5, outputDim: 3 });
    const ids = tf.ones([2, 4], 'int32');
    const ran = await kernelsThatRun(() => layer.apply(ids) as tf.Tensor);
    expect(kernelsRequired({ layers: [layer] })).toEqual(expect.arrayContaining(ran));
  });

  it.each(Object.keys(activationKernels))('activation %s', async (activation) => {
    const layer = L.activation({ activation: activation as 'relu' });
    const x = tf.variable(tf.ones([2, 5]));
    const ran = await kernelsThatRun(() => layer.apply(x) as tf.Tensor);
    expect(kernelsRequired({ layers: [layer] })).toEqual(expect.arrayContaining(ran));
    x.dispose();
  });
});

describe('requireKernels', () => {
  it('accepts models and names that the backend can train', () => {
    const model = sequential({
      layers: [L.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1] }), L.flatten(), dense()],
    });
    expect(() => requireKernels(model)).not.toThrow();
    expect(() => requireKernels(['Conv2DBackpropFilter', 'Identity'])).not.toThrow();
  });

  it('names a missing kernel and where it is available', () => {
    tf.registerKernel({ kernelName: 'Hartley', backendName: 'cpu', kernelFunc: () => [] });
    expect(() => requireKernels(['Conv2D', 'Hartley'])).toThrow(UnsupportedKernelError);
    expect(() => requireKernels(['Conv2D', 'Hartley'])).toThrow(
      "the wasm backend has no kernel Hartley; available on cpu: initBackend({ backends: ['cpu'] })",
    );
    expect(() => requireKernels(['Fourier'])).toThrow('no kernel Fourier; no imported backend has it');
  });

  it('names kernels without a gradient, unless none is asked of them', () => {
    expect(() => requireKernels(['RaggedGather'])).toThrow(
      'there is no gradient of RaggedGather; leave it out of the list if nothing is trained through it',
    );
    const differentiated = ['Einsum', 'FFT', 'TopK', 'GatherNd', 'Greater', 'Conv3DBackpropInputV2'];
    expect(() => requireKernels([...differentiated, 'FusedConv2D', 'MaxPool3DGrad', 'Fill'])).not.toThrow();
  });

  it('knows that conv3d of tfjs on wasm has wrong gradients', () => {
    const { kernelFunc, ...rest } = tf.getKernel('Conv3DBackpropInputV2', 'wasm');
    const stock = { kernelName: rest.kernelName, backendName: 'wasm', kernelFunc };
    const model = { layers: [L.conv3d({ filters: 1, kernelSize: 2 })] };
    expect(() => requireKernels(model)).not.toThrow();
    try {
      tf.unregisterKernel('Conv3DBackpropInputV2', 'wasm');
      tf.registerKernel(stock);
      expect(() => requireKernels(model)).toThrow('has no kernel Conv3DBackpropInputV2');
    } finally {
      tf.unregisterKernel('Conv3DBackpropInputV2', 'wasm');
      tf.registerKernel({ ...rest, kernelFunc });
    }
  });

  it('names the layers that need it', () => {
    const spectrum = { name: 'spectrum1', getClassName: () => 'Spectrum', getConfig: () => ({}) };
    expect(() => requireKernels({ layers: [spectrum] }, { layers: { Spectrum: ['Fourier'] } })).toThrow(
      'no kernel Fourier, which spectrum1 needs',
    );
  });

  it('does not guess about layers that it does not know', () => {
    const layer = { name: 'spectrum1', getClassName: () => 'Spectrum', getConfig: () => ({}) };
    expect(() => requireKernels({ layers: [layer] })).toThrow(
      'the kernels of spectrum1 (Spectrum) are not known',
    );
    expect(() => requireKernels({ layers: [layer] }, { layers: { Spectrum: ['Multiply'] } })).not.toThrow();
  });

  it('looks into wrappers and nested models', () => {
    const inner = sequential({ layers: [L.dense({ units: 2, activation: 'selu', inputShape: [3] })] });
    const required = kernelsRequired(
      sequential({ layers: [L.timeDistributed({ layer: dense(), inputShape: [4, 3] }), inner] }),
    );
    expect(required).toEqual(expect.arrayContaining(['BatchMatMul', 'Selu', 'Unpack']));
  });

  it('refuses what is neither a model nor names', () => {
    for (const given of ['Conv2D', undefined, { layer: [] }]) {
      expect(() => requireKernels(given as never)).toThrow(
        'requireKernels: takes a tf.layers model or a list of kernel names',
      );
    }
    expect(() => requireKernels(['Conv2D'], { layers: { Spectrum: 'FFT' } } as object)).toThrow(
      'requireKernels: layers must name a list of kernels for Spectrum, got "FFT"',
    );
    expect(() => requireKernels(['Conv2D'], { layer: {} } as object)).toThrow(
      'requireKernels: options must be among layers, got "layer"',
    );
  });
});
