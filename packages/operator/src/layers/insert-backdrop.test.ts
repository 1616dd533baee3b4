import { type BackendName, initBackend } from '@backdropjs/backend';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { backdropLayer, insertBackdrop, type Placement } from '../layers';

const { layers } = tfl;
const gaussian = (name: string, shape: number[]) =>
  tf.tensor(normal(foldIn(key(3), name), new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);
const weights = (seed: number) => ({ kernelInitializer: tfl.initializers.heNormal({ seed }) });

/** A net with a residual branch; masks in it when they are given. */
function residual(masks: Record<string, tfl.layers.Layer> = {}): tfl.LayersModel {
  const masked = (x: tfl.SymbolicTensor, name: string) =>
    masks[name] ? (masks[name].apply(x) as tfl.SymbolicTensor) : x;
  const conv = (name: string, seed: number, strides: number) =>
    layers.conv2d({
      name,
      filters: 3,
      kernelSize: 3,
      padding: 'same',
      strides,
      activation: 'relu',
      ...weights(seed),
    });
  const input = tfl.input({ shape: [12, 12, 1] });
  const first = masked(conv('first', 1, 2).apply(input) as tfl.SymbolicTensor, 'first');
  const branch = conv('branch', 2, 1).apply(first) as tfl.SymbolicTensor;
  const joined = masked(
    layers.add({ name: 'joined' }).apply([first, branch]) as tfl.SymbolicTensor,
    'joined',
  );
  const pooled = layers.globalAveragePooling2d({}).apply(joined) as tfl.SymbolicTensor;
  return tfl.model({
    inputs: input,
    outputs: layers.dense({ units: 2, ...weights(3) }).apply(pooled) as tfl.SymbolicTensor,
  });
}

const placements: Placement[] = [
  { after: 'first', rate: 0.7, axes: [1, 2], seed: 11 },
  { after: 'joined', rate: 0.5, axes: [0, 1, 2], scale: 'expected' },
];

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it('computes the same, and trains like a model that was built with the masks', async () => {
    const model = residual();
    const inserted = insertBackdrop(model, placements);
    const built = residual({
      first: backdropLayer({ rate: 0.7, axes: [1, 2], seed: 11 }),
      joined: backdropLayer({ rate: 0.5, axes: [0, 1, 2], scale: 'expected', seed: 1 }),
    });
    const [x, y] = [gaussian('x', [6, 12, 12, 1]), gaussian('y', [6, 2])];
    const outputs = (of: tfl.LayersModel) => [...(of.predict(x) as tf.Tensor).dataSync()];
    expect(outputs(inserted)).toEqual(outputs(model));
    for (const each of [inserted, built]) {
      each.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
      await each.fit(x, y, { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 });
    }
    expect(outputs(inserted)).toEqual(outputs(built));
    // The weights are shared.
    expect(outputs(model)).toEqual(outputs(inserted));
    expect(inserted.trainableWeights.map(({ id }) => id)).toEqual(model.trainableWeights.map(({ id }) => id));
    expect(inserted.getLayer('first_backdrop').getConfig()).toMatchObject({ rate: 0.7, seed: 11 });
  });

  it('works on sequential models, which train on by themselves', async () => {
    const model = tfl.sequential({
      layers: [
        layers.conv2d({ name: 'first', inputShape: [8, 8, 1], filters: 2, kernelSize: 3, ...weights(1) }),
        layers.flatten(),
        layers.dense({ units: 1, ...weights(2) }),
      ],
    });
    const rate = { schedule: 'linear', from: 0.9, to: 0, steps: 10 } as const;
    const inserted = insertBackdrop(model, [{ after: 'first', rate, axes: [1, 2] }]);
    const [x, y] = [gaussian('x', [6, 8, 8, 1]), gaussian('y', [6, 1])];
    for (const each of [inserted, model]) {
      each.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
      await each.fit(x, y, { epochs: 2, verbose: 0 });
    }
    expect(inserted.getLayer('first_backdrop').getWeights()[0]!.dataSync()[0]).toBe(2);
  });
});

it('is saved and loaded like any model', async () => {
  const inserted = insertBackdrop(residual(), placements);
  let saved: tf.io.ModelArtifacts | undefined;
  await inserted.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  const loaded = await tfl.loadLayersModel(tf.io.fromMemory(saved!));
  const x = gaussian('x', [2, 12, 12, 1]);
  expect((loaded.predict(x) as tf.Tensor).dataSync()).toEqual((inserted.predict(x) as tf.Tensor).dataSync());
  expect(loaded.layers.map(({ name }) => name)).toEqual(inserted.layers.map(({ name }) => name));
});

it('may have nothing to insert', () => {
  const model = residual();
  const inserted = insertBackdrop(model, []);
  expect(inserted.layers).toEqual(model.layers);
});

it('refuses a second mask behind a layer, and placements that are no list', () => {
  const inserted = insertBackdrop(residual(), placements);
  expect(() => insertBackdrop(inserted, placements)).toThrow(
    'insertBackdrop: after must be a layer without a mask, got first, which has first_backdrop',
  );
  for (const bad of [undefined, placements[0]]) {
    expect(() => insertBackdrop(residual(), bad as unknown as Placement[])).toThrow(
      /^insertBackdrop: placements must be an array of .*, got/,
    );
  }
});

describe('errors', () => {
  let model: tfl.LayersModel;
  beforeAll(() => {
    const shared = layers.dense({ name: 'shared', units: 4 });
    const input = tfl.input({ shape: [4], name: 'in' });
    const twice = shared.apply(shared.apply(input)) as tfl.SymbolicTensor;
    const output = layers.dense({ name: 'out', units: 1 }).apply(twice) as tfl.SymbolicTensor;
    model = tfl.model({ inputs: input, outputs: output });
  });

  it.each<[Partial<Placement>[], RegExp]>([
    [
      [{ after: 'dense' }],
      /^insertBackdrop: after must be the name of a layer of the model, got "dense"; its layers are in, shared, out/,
    ],
    [
      [{ after: 'shared' }],
      /^insertBackdrop: after must be a layer with one output, got shared, which has 2/,
    ],
    [[{ after: 'out' }, { after: 'out' }], /^insertBackdrop: after must not repeat, got "out"/],
    [[{ after: 'out', rate: 1 }], /^insertBackdrop: rate must be in/],
    [
      [{ after: 'out', axes: [2] }],
      /^insertBackdrop: axes must be an array of different integers in \[-2, 2\), got \[2\]/,
    ],
    [[{ after: 'out', seed: 0.5 }], /^insertBackdrop: seed must be a safe integer, got 0\.5/],
    [[{ after: 'out', scales: 'none' } as object], /^insertBackdrop: options must be one of .* got "scales"/],
  ])('%o is refused', (changed, message) => {
    const all = changed.map((each) => ({ after: 'out', rate: 0.5, axes: [0], ...each }));
    expect(() => insertBackdrop(model, all)).toThrow(message);
  });
});
