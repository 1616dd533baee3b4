// Hostile arguments to every export and to what they return, see tools/testing/fuzz.ts: an error of ours or what plain loops and tfjs's
// own operations give, and no tensor left.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it, vi } from 'vitest';
import { hasForm, itSurvives, type Subject } from '../../../tools/testing/fuzz';
import * as main from '../src/index';
import * as layersEntry from '../src/layers';
import { kernelsOf } from '../src/requirements/kernels-of';
import { stepKernels } from '../src/requirements/layer-kernels';
import * as wasmEntry from '../src/wasm';

// Top level, as other suites' subjects are made there.
await main.initBackend({ backends: ['wasm'] });
// tfjs says why a backend does not start, each time.
vi.spyOn(console, 'warn').mockImplementation(() => {});

type Call = (...args: never[]) => unknown;
type Options = main.FusedConv2dOptions;
type Pair = [number, number];
const pair = (value: number | Pair = 1): Pair => (typeof value === 'number' ? [value, value] : value);

const waves = (shape: number[]) => {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tf.tensor(
    Array.from({ length: size }, (_, i) => Math.sin(i * i)),
    shape,
  );
};
const x = () => waves([1, 4, 4, 2]);
const filter = () => waves([2, 2, 2, 3]);
const bias = () => tf.tensor1d([0.5, 0, -1]);
const settings = () => ({ strides: [1, 2], pad: 'same', bias: bias(), activation: 'relu' });

/** y by the formula. */
function convolved(image: tf.Tensor, kernel: tf.Tensor, options: Options = {}): number[] {
  const [batch, height, width, channels] = image.shape as [number, number, number, number];
  const [rows, columns, , outs] = kernel.shape as [number, number, number, number];
  const [down, right] = pair(options.strides);
  const [images, weights, offsets] = [image.dataSync(), kernel.dataSync(), options.bias?.dataSync()];
  const extent = (size: number, window: number, stride: number) =>
    options.pad === 'same' ? Math.ceil(size / stride) : Math.ceil((size - window + 1) / stride);
  const [outHeight, outWidth] = [extent(height, rows, down), extent(width, columns, right)];
  const before = (out: number, stride: number, window: number, size: number) =>
    options.pad === 'same' ? Math.floor(Math.max(0, (out - 1) * stride + window - size) / 2) : 0;
  const [top, left] = [before(outHeight, down, rows, height), before(outWidth, right, columns, width)];
  const values: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let i = 0; i < outHeight; i++)
      for (let j = 0; j < outWidth; j++)
        for (let o = 0; o < outs; o++) {
          let sum = offsets?.[o] ?? 0;
          for (let k = 0; k < rows; k++)
            for (let l = 0; l < columns; l++) {
              const [row, column] = [i * down + k - top, j * right + l - left];
              if (row < 0 || row >= height || column < 0 || column >= width) continue;
              for (let c = 0; c < channels; c++)
                sum +=
                  images[((n * height + row) * width + column) * channels + c]! *
                  weights[((k * columns + l) * channels + c) * outs + o]!;
            }
          values.push(options.activation === 'relu' && sum < 0 ? 0 : sum);
        }
  return values;
}

const close = (got: ArrayLike<number>, right: ArrayLike<number>): string | undefined => {
  if (got.length !== right.length) return `${got.length} numbers, not ${right.length}`;
  const bad = Array.from(got).findIndex((value, i) => {
    const wanted = Math.fround(right[i]!);
    return !(Object.is(value, wanted) || Math.abs(value - wanted) <= 1e-4 * Math.max(1, Math.abs(wanted)));
  });
  return bad < 0 ? undefined : `number ${bad} is ${got[bad]}, not ${right[bad]}`;
};

/** The slopes of the sum of all outputs, of one operation and of tfjs's three. */
function slopes(image: tf.Tensor4D, kernel: tf.Tensor4D, options: Options = {}): tf.Tensor[] {
  const { strides = 1, pad = 'valid', bias, activation } = options;
  const parts: tf.Tensor[] = bias ? [image, kernel, bias] : [image, kernel];
  const fused = (x: tf.Tensor, f: tf.Tensor, b?: tf.Tensor) =>
    main.fusedConv2d(x as never, f as never, { ...options, ...(b && { bias: b as tf.Tensor1D }) });
  const three = (x: tf.Tensor, f: tf.Tensor, b?: tf.Tensor) => {
    const y = tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, strides, pad);
    const shifted = b ? tf.add(y, b) : y;
    return activation === 'relu' ? tf.relu(shifted) : shifted;
  };
  return tf.tidy(() => [tf.grads(fused)(parts), tf.grads(three)(parts)].flat());
}

const layerConfig = () => ({
  ...{ filters: 3, kernelSize: [2, 2], strides: 1, padding: 'same', activation: 'relu', useBias: true },
  ...{ kernelInitializer: 'heNormal', biasInitializer: tfl.initializers.ones(), name: 'fuzzed' },
  ...{ inputShape: [4, 4, 2], dtype: 'float32', trainable: true, batchSize: 2 },
});

/** Made, built, applied, and made again from its configuration; after an error its weights are not left behind. */
const used =
  (make: (...args: never[]) => layersEntry.FusedConv2D) =>
  (...args: never[]) => {
    const layer = make(...args);
    const image = x();
    let y: tf.Tensor | undefined;
    try {
      y = layer.apply(image) as tf.Tensor;
      const copy = layersEntry.fusedConv2dLayer(JSON.parse(JSON.stringify(layer.getConfig())));
      return { layer, image, y, copy };
    } catch (error) {
      release(layer, image, y);
      throw error;
    }
  };
type Used = ReturnType<ReturnType<typeof used>>;

const ofLayer = ({ layer, image, y, copy }: Used, [config]: [layersEntry.FusedConv2dLayerConfig]) => {
  const { strides = 1, padding: pad = 'valid', activation = 'linear' } = config;
  const [kernel, offsets] = layer.getWeights() as [tf.Tensor, tf.Tensor1D?];
  const shape = layer.computeOutputShape(image.shape);
  if (`${shape}` !== `${y.shape}`) return `shape ${y.shape}, told ${shape}`;
  const [made, again] = [layer.getConfig(), copy.getConfig()].map((of) => JSON.stringify(of));
  if (made !== again) return `${made} saved, ${again} loaded`;
  return close(
    y.dataSync(),
    convolved(image, kernel, { strides, pad, activation, ...(offsets && { bias: offsets }) }),
  );
};
const isLargeLayer = ([config]: unknown[]) => {
  const { filters, kernelSize } = config as layersEntry.FusedConv2dLayerConfig;
  return [filters, kernelSize].flat().some((size) => typeof size === 'number' && size > 1e3);
};

interface Plain {
  name: string;
  className: string;
  config: object;
}
/** A model whose layers say what was drawn. */
const modelOf = (given: { layers: Plain[] }) =>
  Array.isArray(given?.layers)
    ? {
        ...given,
        layers: Array.from(given.layers, (layer) =>
          typeof layer?.className === 'undefined'
            ? layer
            : { name: layer.name, getClassName: () => layer.className, getConfig: () => layer.config },
        ),
      }
    : given;

type Missed = main.UnsupportedKernelError | undefined;
/** What it throws when kernels are missed: here that is an answer. */
const missed = (...args: Parameters<typeof main.requireKernels>): Missed => {
  try {
    main.requireKernels(...args);
    return undefined;
  } catch (error) {
    if (error instanceof main.UnsupportedKernelError) return error;
    throw error;
  }
};
/** Whether it names the kernels that are not there, each once, and no other. */
const misnamed = (error: Missed, needed: string[]) => {
  const lacking = [...new Set(needed)].filter((name) => !tf.getKernel(name, 'wasm'));
  const told = error?.missing.map(({ kernel }) => kernel) ?? [];
  return `${told}` === `${lacking}` ? undefined : `${told} told, ${lacking} not there`;
};

const layer = layersEntry.fusedConv2dLayer({ filters: 1, kernelSize: 2 });
layer.build([null, 4, 4, 2]);

const subjects: Record<string, Subject> = {
  fusedConv2d: {
    args: () => [x(), filter(), settings()],
    run: main.fusedConv2d as Call,
    wrong: (y: tf.Tensor, [image, kernel, options]: [tf.Tensor, tf.Tensor, Options?]) =>
      close(y.dataSync(), convolved(image, kernel, options)),
  },
  'fusedConv2d, its gradients': {
    args: () => [x(), filter(), settings()],
    run: ((...args: [tf.Tensor4D, tf.Tensor4D, Options?]) => {
      main.fusedConv2d(...args).dispose();
      return slopes(...args);
    }) as Call,
    wrong: (all: tf.Tensor[]) => {
      const half = all.length / 2;
      return all
        .slice(0, half)
        .map((slope, i) => close(slope.dataSync(), all[half + i]!.dataSync()))
        .find(Boolean);
    },
  },
  fusedConv2dLayer: {
    args: () => [layerConfig()],
    run: used(layersEntry.fusedConv2dLayer) as Call,
    wrong: ofLayer,
    isHuge: isLargeLayer,
  },
  FusedConv2D: {
    args: () => [layerConfig()],
    run: used((...args: [never]) => new layersEntry.FusedConv2D(...args)) as Call,
    wrong: ofLayer,
    isHuge: isLargeLayer,
  },
  'fusedConv2dLayer, build': {
    args: () => [[null, 4, 4, 2]],
    run: ((shape: never) => {
      const layer = layersEntry.fusedConv2dLayer({ filters: 1, kernelSize: 2 });
      layer.build(shape);
      return { layer, shape: layer.computeOutputShape(shape) };
    }) as Call,
    wrong: ({ shape }: { shape: unknown[] }) =>
      shape.length === 4 && shape[3] === 1 ? undefined : `shape ${shape}`,
    isHuge: ([shape]) => (shape as number[])[3]! > 1e5,
  },
  'fusedConv2dLayer, call': {
    args: () => [x()],
    run: (image: never) => layer.call(image),
    wrong: (y: tf.Tensor, [image]: [tf.Tensor | [tf.Tensor]]) =>
      close(y.dataSync(), convolved(Array.isArray(image) ? image[0] : image, layer.getWeights()[0]!)),
  },
  initBackend: {
    args: () => [{ backends: ['wasm', 'cpu'], gradientKernels: true, relaxedSimd: false }],
    run: (async (...args: [main.InitBackendOptions?]) => {
      const report = await main.initBackend(...args);
      const inUse = tf.getBackend();
      await tf.setBackend('wasm');
      return { report, inUse };
    }) as Call,
    wrong: (
      { report, inUse }: { report: main.BackendReport; inUse: string },
      [options]: [main.InitBackendOptions?],
    ) => {
      const { backends = ['wasm'] } = options ?? {};
      if (report.name !== inUse || !Array.from(backends).includes(report.name))
        return `${report.name} of ${backends}, ${inUse} in use`;
      return report.kernels.length > 50 ? undefined : `${report.kernels.length} kernels`;
    },
  },
  registerGradientKernels: {
    args: () => [{ relaxedSimd: false }],
    run: wasmEntry.registerGradientKernels as Call,
    wrong: (result: unknown) => (result === undefined ? undefined : 'a result'),
  },
  requireKernels: {
    args: () => [
      {
        layers: [
          { name: 'first', className: 'Conv2D', config: { activation: 'relu' } },
          {
            name: 'second',
            className: 'Bidirectional',
            config: { layer: { className: 'LSTM', config: { recurrentActivation: 'hardSigmoid' } } },
          },
          {
            name: 'nested',
            className: 'Sequential',
            config: { layers: [{ className: 'Dense', config: { activation: 'softmax' } }] },
          },
        ],
      },
      { layers: { Own: ['Multiply'] } },
    ],
    run: ((model: never, ...rest: [never]) => missed(modelOf(model) as never, ...rest)) as Call,
    wrong: (error: Missed, [{ layers }, options]: [{ layers: Plain[] }, main.RequireKernelsOptions?]) => {
      const all = layers.map((layer) => kernelsOf(layer, options?.layers ?? {}));
      const unknown = layers.flatMap(({ name }, at) =>
        all[at]!.unknownClasses.map((className) => `${name} (${className})`),
      );
      if (`${unknown}` !== `${error?.unknownLayers ?? []}`)
        return `${error?.unknownLayers} told, ${unknown} not known`;
      return misnamed(error, [...stepKernels, ...all.flatMap(({ kernels }) => kernels)]);
    },
  },
  'requireKernels, names': {
    args: () => [['Conv2D', 'Relu'], { layers: { Own: ['Multiply'] } }],
    run: missed as Call,
    wrong: (error: Missed, [given]: [string[] | { layers: [] }]) =>
      Array.isArray(given) ? misnamed(error, given) : undefined,
  },
};

it('every export is listed that takes anything', () => {
  const takesNothing = ['UnsupportedKernelError', 'completeLayers'];
  const listed = Object.keys(subjects).filter((name) => !name.includes(','));
  expect([...listed, ...takesNothing].sort()).toEqual(
    Object.keys({ ...main, ...layersEntry, ...wasmEntry }).sort(),
  );
});

/** Tensors that many inputs hold. */
const lasting = [
  tf.zeros([1, 4, 4, 2]),
  tf.fill([2, 2, 2, 3], Number.NaN),
  tf.ones([2, 2, 2, 3], 'int32'),
  tf.zeros([0, 4, 4, 2]),
  tf.zeros([1, 1, 1, 1]),
  tf.complex([1], [2]),
  tf.tensor(['text']),
  tf.scalar(1),
  tf.variable(tf.ones([2, 2, 2, 3])),
  tf.zeros([2]),
] as const;
lasting.at(-1)!.dispose();

/** Disposes of tensors and of layers' weights among what was given, wherever they were put. */
function release(...given: unknown[]): void {
  const walk = (value: unknown, depth: number): void => {
    try {
      if (value instanceof tf.Tensor) {
        if (!lasting.some((tensor) => tensor.id === value.id)) value.dispose();
        return;
      }
      if (value instanceof tfl.layers.Layer) {
        for (const weight of value.weights) walk((weight as unknown as { val: tf.Variable }).val, 0);
        return;
      }
      const isOpen = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
      if (depth > 0 && isOpen && (value as []).length !== 2 ** 32 - 1)
        for (const part of Object.values(value as object)) walk(part, depth - 1);
    } catch {
      // What throws when it is looked at holds no tensor.
    }
  };
  for (const value of given) walk(value, 4);
}

itSurvives({
  subjects,
  inputs: 60,
  values: [
    ...lasting.map((tensor) => () => tensor),
    () => ({ dtype: 'float32', shape: [1, 4, 4, 2], dataId: {} }),
    () => tfl.initializers.zeros(),
    () => ({ className: 'HeNormal', config: { seed: 1 } }),
    () => ['cpu'],
    () => 'webgl',
    () => 'Dense',
  ],
  count: () => tf.memory().numTensors,
  release,
  isOurs: (error) =>
    (error as Error).message.startsWith('initBackend: no backend could start.\n') ||
    hasForm(error, Object.keys(subjects)),
});
