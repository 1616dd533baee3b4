import { type BackendName, initBackend } from '@backdropjs/backend';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleMask } from '../index';
import { gradientFootprint, gradientNoise, type Placement, receptiveFields } from '../layers';

const { layers } = tfl;
const gaussian = (name: string, shape: number[]) =>
  tf.tensor(normal(foldIn(key(3), name), new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);
const init = (seed: number) => tfl.initializers.glorotNormal({ seed });

function net(): tfl.Sequential {
  return tfl.sequential({
    layers: [
      layers.conv2d({
        name: 'a',
        inputShape: [24, 24, 1],
        filters: 3,
        kernelSize: 5,
        strides: 2,
        kernelInitializer: init(1),
      }),
      layers.batchNormalization({}),
      layers.conv2d({ name: 'b', filters: 3, kernelSize: 2, strides: 2, kernelInitializer: init(2) }),
      layers.flatten(),
      layers.dense({ units: 2, kernelInitializer: init(3) }),
    ],
  });
}

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(['a', 'b'])(
    'the footprint of a mask after %s is the receptive fields of its kept positions',
    (after) => {
      const model = net();
      const field = receptiveFields(model).find(({ layer }) => layer === after)!;
      const [rows] = field.positions as [number, number];
      const placement: Placement = { after, rate: 0.8, axes: [1, 2], seed: 4 };
      const x = gaussian('x', [1, 24, 24, 1]);
      for (const step of [0, 3]) {
        const before = tf.memory().numTensors;
        const footprint = gradientFootprint(model, x, [placement], { step });
        expect(tf.memory().numTensors).toBe(before + 1);
        expect(footprint.shape).toEqual(x.shape);
        const { mask } = sampleMask([1, rows, rows, 1], {
          rate: 0.8,
          axes: [1, 2],
          key: foldIn(key(4), step),
        });
        const kept = mask.dataSync();
        const isInside = (row: number, column: number) =>
          [...kept.keys()].some((p) => {
            const [top, left] = [Math.floor(p / rows) * field.stride[0]!, (p % rows) * field.stride[1]!];
            const inside = (at: number, start: number) => at >= start && at < start + field.size[0]!;
            return kept[p] === 1 && inside(row, top) && inside(column, left);
          });
        const survives = [...footprint.dataSync()].map((value) => value > 0);
        expect(survives).toEqual(survives.map((_, i) => isInside(Math.floor(i / 24), i % 24)));
        tf.dispose([footprint, mask]);
      }
      const everything = gradientFootprint(model, x, []);
      const seen = everything.dataSync().filter((value: number) => value > 0).length;
      expect(seen).toBe(23 * 23); // strides leave the last row and column unseen
      model.dispose();
    },
  );

  it('noise of a mask over independent positions is what the formula says', async () => {
    // y = sum over positions of w x_p; L = y, so that dL/dw = sum of x_p. Under a mask with k of n positions kept,
    // g = (n / k) sum of the kept x_p: given k, its variance is that of a sample without replacement.
    const n = 40;
    const x = gaussian('x', [1, n, 1]);
    const input = tfl.input({ shape: [n, 1] });
    const products = layers.conv1d({ name: 'w', filters: 1, kernelSize: 1, useBias: false }).apply(input);
    const model = tfl.model({
      inputs: input,
      outputs: layers.flatten().apply(products) as tfl.SymbolicTensor,
    });
    // What the formula says is no matter of the backend.
    const draws = Number(process.env['BACKDROPJS_DRAWS'] ?? (backend === 'wasm' ? 1000 : 400));
    const rate = 0.5;
    const labels = tf.zeros([1, n]);
    const before = tf.memory().numTensors;
    const { noise, signalToNoise, covariance } = await gradientNoise(model, {
      inputs: x,
      labels,
      loss: (_, y) => tf.sum(y),
      placements: [{ after: 'w', rate, axes: [1] }],
      draws,
    });
    expect(tf.memory().numTensors).toBe(before);
    const values = [...x.dataSync()];
    const total = values.reduce((a, b) => a + b, 0);
    const spread = values.reduce((sum, value) => sum + (value - total / n) ** 2, 0) / (n - 1);
    // E over k ~ Binomial(n, 1/2) of n^2 / k (1 - k / n) spread.
    let [expected, probability] = [0, 0.5 ** n];
    for (let k = 0; k <= n; k++) {
      if (k > 0) expected += probability * ((n * n) / k) * (1 - k / n) * spread;
      probability *= (n - k) / (k + 1);
    }
    const name = model.trainableWeights[0]!.name;
    // A sample variance has a relative standard error of about sqrt(2 / draws).
    expect(Math.abs(noise[name]! / (expected / total ** 2) - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
    // One number: all of it is along the full gradient.
    expect(signalToNoise).toBeCloseTo(1 / noise[name]!, 9);
    expect(covariance['w']!['w']).toBeCloseTo(noise[name]!, 9);
    model.dispose();
  });

  it.each([
    ['masking', [4, 3], () => [layers.masking({ maskValue: 0 }), layers.simpleRNN({ units: 2 })]],
    [
      'an embedding',
      [4],
      () => [layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true }), layers.lstm({ units: 2 })],
    ],
  ] as [string, number[], () => tfl.layers.Layer[]][])(
    'positions that %s leaves out stay out',
    async (_, shape, parts) => {
      const model = tfl.sequential({ layers: [tfl.layers.inputLayer({ inputShape: shape }), ...parts()] });
      const x = tf.tensor([1, 2, 3, 4, 0, 0, 1, 0, 0, 0, 0, 0].slice(0, 4 * (shape[1] ?? 1)), [1, ...shape]);
      const seen: number[][] = [];
      const loss = (_: tf.Tensor, y: tf.Tensor) => {
        seen.push([...y.dataSync()]);
        return tf.sum(y);
      };
      const before = tf.memory().numTensors;
      await gradientNoise(model, { inputs: x, labels: x, loss, placements: [], draws: 2 });
      expect(tf.memory().numTensors).toBe(before);
      const expected = [...(model.predict(x) as tf.Tensor).dataSync()];
      expect(seen).toEqual([expected, expected, expected]);
      model.dispose();
    },
  );

  it('noise is 0 behind the mask and without one, and greater under a higher rate', async () => {
    const model = net();
    const measure = (placements: Placement[]) =>
      gradientNoise(model, {
        inputs: gaussian('x', [4, 24, 24, 1]),
        labels: gaussian('y', [4, 2]),
        loss: tf.losses.meanSquaredError,
        placements,
        draws: 20,
      });
    const names = model.trainableWeights.map(({ name }) => name);
    const [kernel] = names as [string];
    const none = await measure([]);
    expect(Object.keys(none.noise)).toEqual(names);
    expect(Object.values(none.noise).every((value) => value < 1e-12)).toBe(true);
    expect(none.signalToNoise).toBeGreaterThan(1e12);
    const low = await measure([{ after: 'a', rate: 0.3, axes: [1, 2] }]);
    const high = await measure([{ after: 'a', rate: 0.9, axes: [1, 2] }]);
    expect(low.noise[kernel]).toBeGreaterThan(0.01);
    expect(high.noise[kernel]).toBeGreaterThan(2 * low.noise[kernel]!);
    expect(high.signalToNoise).toBeLessThan(low.signalToNoise);
    for (const name of names.slice(2)) expect(high.noise[name]).toBeLessThan(1e-12);
    model.dispose();
  });

  it('layers in front of one mask share its noise, as the formula says', async () => {
    // y = u v sum_p m_p x_p with L = sum y: d_u = d_v = sum_p m_p x_p / sum_p x_p, behind the mask nothing.
    const n = 8;
    const x = gaussian('x', [1, n, 1]);
    const parts = ['u', 'v', 'after'].map((name, i) =>
      layers.conv1d({ name, filters: 1, kernelSize: 1, useBias: false, kernelInitializer: init(i) }),
    );
    const model = tfl.sequential({ layers: [layers.inputLayer({ inputShape: [n, 1] }), ...parts] });
    const draws = 200;
    const { covariance } = await gradientNoise(model, {
      inputs: x,
      labels: x,
      loss: (_, y) => tf.sum(y),
      placements: [{ after: 'v', rate: 0.5, axes: [1] }],
      draws,
    });
    const values = [...x.dataSync()];
    const total = values.reduce((a, b) => a + b, 0);
    // The masks that are drawn, one by one.
    const shares = Array.from({ length: draws }, (_, step) => {
      const { mask, kept } = sampleMask([1, n, 1], { rate: 0.5, axes: [1], key: foldIn(key(0), step) });
      const weights = mask.dataSync();
      mask.dispose();
      return values.reduce((sum, value, p) => sum + (weights[p]! * n * value) / kept, 0) / total;
    });
    const mean = shares.reduce((a, b) => a + b, 0) / draws;
    const expected = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (draws - 1);
    for (const [a, b] of [
      ['u', 'u'],
      ['u', 'v'],
      ['v', 'u'],
      ['v', 'v'],
    ] as const) {
      expect(Math.abs(covariance[a]![b]! / expected - 1)).toBeLessThan(1e-3);
    }
    for (const other of ['u', 'v', 'after'])
      expect(Math.abs(covariance['after']![other]!)).toBeLessThan(1e-9);
    model.dispose();
  });
});

describe('errors', () => {
  it('are clear', async () => {
    const model = net();
    const options = {
      inputs: tf.zeros([1, 24, 24, 1]),
      labels: tf.zeros([1, 2]),
      loss: tf.losses.meanSquaredError,
      placements: [],
    };
    await expect(gradientNoise(model, { ...options, draws: 1 })).rejects.toThrow(
      'gradientNoise: draws must be an integer of at least 2, got 1',
    );
    const lost = [{ after: 'c', rate: 0.5, axes: [1] }];
    await expect(gradientNoise(model, { ...options, placements: lost })).rejects.toThrow(
      /^gradientNoise: after must be the name of a layer/,
    );
    expect(() => gradientFootprint(model, options.inputs, lost)).toThrow(/^gradientFootprint: after must be/);
    const footprint = (placement: object, settings = {}) => {
      const placements = [{ after: 'a', rate: 0.5, axes: [1], ...placement }];
      return () => gradientFootprint(model, options.inputs, placements, settings);
    };
    expect(footprint({ rate: 1 })).toThrow(/^gradientFootprint: rate must be in \[0, 1\), got 1/);
    expect(footprint({ rate: { schedule: 'log' } })).toThrow(/^gradientFootprint: schedule must be one of/);
    expect(footprint({ axes: [4] })).toThrow(
      /^gradientFootprint: axes must be an array of different integers in \[-4, 4\), got \[4\]/,
    );
    expect(footprint({ seed: 0.5 })).toThrow(/^gradientFootprint: seed must be a safe integer/);
    expect(footprint({}, { step: -1 })).toThrow('gradientFootprint: step must be a whole number, got -1');
    expect(footprint({}, { steps: 1 })).toThrow(
      'gradientFootprint: options must be one of step, got "steps"',
    );
    for (const opaque of [
      layers.masking({ name: 'opaque', inputShape: [4] }),
      layers.embedding({ name: 'opaque', inputShape: [4], inputDim: 2, outputDim: 1 }),
    ]) {
      const blind = tfl.sequential({ layers: [opaque] });
      const x = tf.ones([1, 4]);
      const before = tf.memory().numTensors;
      expect(() => gradientFootprint(blind, x, [])).toThrow(
        'gradientFootprint: model must be differentiable by its input, got opaque, which has no gradient',
      );
      expect(tf.memory().numTensors).toBe(before);
    }
    await expect(gradientNoise(model, { ...options, loss: 'mse' as never })).rejects.toThrow(
      'gradientNoise: loss must be a function of tensors, got "mse"',
    );
    model.layers.forEach((layer) => {
      layer.trainable = false;
    });
    await expect(gradientNoise(model, options)).rejects.toThrow(
      'gradientNoise: model must have weights to train, got none; are all of its layers frozen?',
    );
    await expect(gradientNoise(model, undefined as never)).rejects.toThrow(
      'gradientNoise: options must be an object, got undefined',
    );
  });
});
