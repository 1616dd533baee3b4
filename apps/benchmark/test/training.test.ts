import { initBackend } from '@backdropjs/backend';
import { key } from '@backdropjs/random';
import {
  add,
  dispose,
  memory,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { findExperiment } from '../src/experiments';
import { mergeConfig } from '../src/experiments/experiment';
import { runJob } from '../src/tasks';
import { evaluate } from '../src/tasks/classification/evaluate';
import { buildNetwork, withMasks } from '../src/tasks/classification/network';
import { dropoutLayer } from '../src/tasks/training/dropout-layer';
import { initialize } from '../src/tasks/training/initialize';
import { MomentumTrainer } from '../src/tasks/training/momentum';
import type { TwoScaleConfig } from '../src/tasks/two-scale/config';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

const twoScale = findExperiment('two-scale');
const config = (changes: Partial<TwoScaleConfig> = {}) =>
  mergeConfig(twoScale, changes as never) as unknown as TwoScaleConfig;
const weightsOf = (model: Sequential, layer: string) =>
  model
    .getLayer(layer)
    .getWeights()
    .map((weight) => [...weight.dataSync()]);

describe('MomentumTrainer', () => {
  /** A weight w trained on (w - target)^2 / 2, so that its gradient is w - target. */
  function trainOn(
    target: number,
    trainerConfig: ConstructorParameters<typeof MomentumTrainer>[1],
    rates: number[],
  ) {
    const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [1], useBias: false })] });
    model.setWeights([tensor([[1]])]);
    const trainer = new MomentumTrainer(model, trainerConfig);
    const loss = () =>
      tidy(() => {
        const y = model.apply(tensor([[1]]), { training: true }) as Tensor;
        return mul(sum(square(sub(y, target))), 0.5) as Scalar;
      });
    for (const rate of rates) trainer.step(loss, rate);
    const result = model.getWeights()[0]!.dataSync()[0]!;
    model.dispose();
    return result;
  }

  it("is PyTorch's momentum: a later learning rate scales the whole velocity", () => {
    // v1 = 1 - 3 = -2, w1 = 1.2; v2 = 0.9 (-2) + (1.2 - 3) = -3.6, w2 = 1.2 + 0.05 * 3.6.
    expect(trainOn(3, { momentum: 0.9 }, [0.1, 0.05])).toBeCloseTo(1.38, 6);
  });

  it('has the bits of the same three steps in tfjs, for two weight tensors', () => {
    const values = (shape: number[]) =>
      tensor(
        Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i + 0.7)),
        shape,
      );
    const model = sequential({ layers: [layers.dense({ units: 3, inputShape: [4] })] });
    model.setWeights([values([4, 3]), values([3])]);
    const loss = () =>
      tidy(() => sum(square(model.apply(values([5, 4]), { training: true }) as Tensor)) as Scalar);
    const trainer = new MomentumTrainer(model, { momentum: 0.9 });
    let weights = trainer.variables.map((variable) => tensor(variable.dataSync(), variable.shape));
    let velocities = weights.map((weight) => sub(weight, weight));
    for (const rate of [0.01, 0.007, 0.003]) {
      const { grads } = variableGrads(loss, [...trainer.variables]);
      velocities = velocities.map((velocity, i) =>
        add(mul(velocity, 0.9), grads[trainer.variables[i]!.name]!),
      );
      weights = weights.map((weight, i) => sub(weight, mul(velocities[i]!, rate)));
      trainer.step(loss, rate);
      expect(trainer.variables.map((one) => one.dataSync())).toEqual(weights.map((one) => one.dataSync()));
      expect(trainer.velocities).toEqual(velocities.map((one) => one.dataSync()));
    }
  });

  it('adds weight decay to the gradient', () => {
    expect(trainOn(3, { momentum: 0, weightDecay: 0.5 }, [0.1])).toBeCloseTo(1 + 0.1 * (2 - 0.5), 6);
  });

  it('shortens gradients beyond the limit, and no others', () => {
    expect(trainOn(101, { momentum: 0, clipNorm: 5 }, [0.1])).toBeCloseTo(1.5, 6);
    expect(trainOn(3, { momentum: 0, clipNorm: 5 }, [0.1])).toBeCloseTo(1.2, 6);
  });
});

describe('buildNetwork', () => {
  it('starts all arms of a seed from the same weights', () => {
    const arms = [
      config(),
      config({ fineRate: 0.8, coarseRate: 0.8 }),
      config({ fineRate: 0.3, maskPerImage: true }),
      config({ dropoutRate: 0.2, learningRate: 0.4 }),
      config({ crop: 32 }),
    ].map((arm) => buildNetwork(arm, 4, 100));
    for (const layer of ['conv0', 'conv1', 'conv2', 'conv3', 'logits']) {
      const [first, ...others] = arms.map((model) => weightsOf(model, layer));
      for (const other of others) expect(other).toEqual(first);
    }
    const otherSeed = buildNetwork(config(), 4, 101);
    expect(weightsOf(otherSeed, 'conv0')).not.toEqual(weightsOf(arms[0]!, 'conv0'));
    dispose([...arms, otherSeed].flatMap((model) => model.weights.map((weight) => weight.read())));
  });

  it.each([
    [
      'strided',
      64,
      [2, 4],
      [16, 16],
      [4, 4],
      25 * 12 + 4 * 12 * 16 + 4 * 16 * 24 + 4 * 24 * 32 + 3 * 84 + 132,
    ],
    ['pooled', 256, [1, 4], [64, 64], [8, 8], 25 * 8 + 9 * 8 * 12 + 9 * 12 * 16 + 9 * 16 * 24 + 3 * 60 + 100],
    [
      'pooled',
      256,
      [2, 3],
      [32, 32],
      [16, 16],
      25 * 8 + 9 * 8 * 12 + 9 * 12 * 16 + 9 * 16 * 24 + 3 * 60 + 100,
    ],
    [
      'deep',
      256,
      [2, 5],
      [32, 32],
      [4, 4],
      25 * 8 + 9 * (8 * 12 + 12 * 16 + 16 * 24 + 24 * 32 + 32 * 48) + 3 * 140 + 196,
    ],
  ] as const)(
    '%s, %i pixels, masks after %j: maps of the masks and number of weights',
    (network, size, maskAfter, fine, coarse, count) => {
      const settings = config({ network, size, maskAfter, fineRate: 0.5, coarseRate: 0.5 });
      const model = buildNetwork(settings, 4, 1);
      const trainable = model.trainableWeights.reduce((total, weight) => total + weight.read().size, 0);
      expect(trainable).toBe(count);
      const masked = withMasks(model, settings, 1);
      tidy(() => {
        let map = tensor(new Float32Array(size * size), [1, size, size, 1]);
        const shapes: number[][] = [];
        for (const layer of masked.layers.slice(1)) {
          map = layer.apply(map) as typeof map;
          if (layer.getClassName() === 'Backdrop') shapes.push(map.shape.slice(1, 3));
        }
        expect(shapes).toEqual([fine, coarse]);
        expect(map.shape).toEqual([1, 4]);
      });
      dispose(masked.weights.map((weight) => weight.read()));
    },
  );

  it('draws kernels N(0, 2 / fan_in) without bias, and U(-1/sqrt(fan_in), 1/sqrt(fan_in)) for the last layer', () => {
    const model = sequential({
      layers: [
        layers.conv2d({ filters: 64, kernelSize: 5, inputShape: [8, 8, 4], name: 'conv' }),
        layers.flatten(),
        layers.dense({ units: 20, name: 'dense' }),
      ],
    });
    initialize(model, key(1), { convolution: 'he-normal', dense: 'uniform' });
    const [kernel, bias] = weightsOf(model, 'conv');
    // The variance of 6400 normal numbers has a relative standard error of sqrt(2 / 6400) = 0.018.
    const variance = kernel!.reduce((total, value) => total + value * value, 0) / kernel!.length;
    expect(Math.abs(variance / (2 / 100) - 1)).toBeLessThan(5 * 0.018);
    expect(new Set(bias)).toEqual(new Set([0]));
    const bound = 1 / Math.sqrt(1024);
    const dense = weightsOf(model, 'dense').flat();
    expect(Math.max(...dense.map(Math.abs))).toBeLessThanOrEqual(bound);
    expect(Math.max(...dense)).toBeGreaterThan(0.98 * bound);
    expect(Math.min(...dense)).toBeLessThan(-0.98 * bound);
    model.dispose();
  });
});

describe('dropoutLayer', () => {
  it('drops whole positions while training, keeps the mean, and does nothing else', () => {
    tidy(() => {
      const layer = dropoutLayer({ rate: 0.25, seed: 1, name: 'dropout' });
      const x = tensor(new Float32Array(10 * 16 * 16 * 2).fill(1), [10, 16, 16, 2]);
      expect([...(layer.apply(x) as Tensor).dataSync()]).toEqual([...x.dataSync()]);
      const y = (layer.apply(x, { training: true }) as Tensor).dataSync();
      const kept = y.filter((value) => value !== 0);
      expect(new Set(kept)).toEqual(new Set([Math.fround(1 / 0.75)]));
      for (let i = 0; i < y.length; i += 2) expect(y[i]).toBe(y[i + 1]);
      // 2560 positions: the share of those kept has a standard error of 0.0086.
      expect(Math.abs(kept.length / y.length - 0.75)).toBeLessThan(5 * 0.0086);
      expect((layer.apply(x, { training: true }) as Tensor).dataSync()).not.toEqual(y);
    });
  });
});

describe('evaluate', () => {
  it('counts classes and their halves, across chunks', () => {
    // The net adds up an image of two pixels and scores class c with c times the sum minus c^2 / 2.
    const model = sequential({
      layers: [
        layers.globalAveragePooling2d({ inputShape: [null, null, 1] }),
        layers.dense({ units: 4, name: 'logits' }),
      ],
    });
    model.setWeights([tensor([[0, 1, 2, 3]]), tensor([0, -0.5, -2, -4.5])]);
    const predicted = Array.from({ length: 45 }, (_, image) => image % 4);
    const labels = Int32Array.from(predicted, (label, image) => (image < 10 ? (label + 1) % 4 : label));
    const images = Float32Array.from(predicted.flatMap((label) => new Array<number>(4).fill(label)));
    const result = evaluate(model, { images, labels, size: 2, classes: 4, fineClasses: 2 })!;
    // Of the ten wrong ones, the five with labels 1 and 3 for predictions 0 and 2 keep the coarse half; none keeps the fine one.
    expect(result['accuracy']).toBeCloseTo(35 / 45, 12);
    expect(result['fineAccuracy']).toBeCloseTo(35 / 45, 12);
    expect(result['coarseAccuracy']).toBeCloseTo(40 / 45, 12);
    const score = (label: number, mean: number) => label * mean - (label * label) / 2;
    const expected = predicted.map((mean, image) => {
      const scores = [0, 1, 2, 3].map((label) => score(label, mean));
      const total = Math.log(scores.reduce((sum, value) => sum + Math.exp(value), 0));
      return total - score(labels[image]!, mean);
    });
    expect(result['loss']).toBeCloseTo(expected.reduce((a, b) => a + b, 0) / 45, 5);
    model.dispose();
  });
});

describe('runJob', () => {
  it.each([
    ['two-scale', 'none'],
    ['two-scale', 'both-0.8-shared'],
    ['two-scale', 'crop-32'],
    ['two-scale', 'dropout-0.2'],
    ['two-scale-one-shot', 'both-0.95-0.8-lr-0.04'],
    ['two-scale-one-shot-confirmation', 'matched-noise-lr-0.04-steps-300'],
    ['two-scale-one-shot-confirmation', 'wrong-layers-0.95-0.8-lr-0.04-steps-300-unclipped'],
    ['auc-diabetes', 'rate-0.9'],
    ['auc-diabetes', 'minibatch-20'],
    ['auc-digits', 'cross-entropy-32'],
    ['auc-breast-cancer', 'rate-0.9'],
  ])('%s, %s: trains for real, the same twice, without a leak', async (name, arm) => {
    const experiment = findExperiment(name);
    const { config: smoke = {} } = experiment.presets['smoke']!;
    const settings = mergeConfig(experiment, experiment.arms[arm]!.config, smoke);
    const job = { task: experiment.task, config: settings, seed: 100 };
    const before = memory().numTensors;
    const first = await runJob(job);
    expect(memory().numTensors).toBe(before);
    const { seconds: _, ...results } = first;
    expect(await runJob(job)).toMatchObject(results);
    expect(first.curve.at(-1)!.step).toBe(settings['steps']);
    expect(Object.keys(first.metrics).sort()).toEqual(experiment.metrics.map((metric) => metric.name).sort());
    for (const value of Object.values(first.metrics)) expect(Number.isFinite(value)).toBe(true);
  });

  it.each([
    ['two-scale', 'none', { accuracy: 1 / 4, loss: Math.log(4), fineAccuracy: 1 / 2, coarseAccuracy: 1 / 2 }],
    ['auc-digits', 'cross-entropy-32', { auc: 0.5, bestAuc: 0.5 }],
  ])('%s, %s: a net that diverged gets what guessing gives, and is marked', async (name, arm, metrics) => {
    const experiment = findExperiment(name);
    const { config: smoke = {} } = experiment.presets['smoke']!;
    // Weights of this size overflow in the second step.
    const huge = { evaluateEvery: 2, learningRate: 1e38 };
    const settings = mergeConfig(experiment, experiment.arms[arm]!.config, { ...smoke, ...huge });
    const outcome = await runJob({ task: experiment.task, config: settings, seed: 100 });
    expect(outcome).toMatchObject({ diverged: true, metrics });
  });

  it('noise matched to masks that drop nothing is none, averages of normalization included', async () => {
    const { config: smoke = {} } = twoScale.presets['smoke']!;
    const train = (changes: Partial<TwoScaleConfig>) =>
      runJob({ task: 'two-scale', config: mergeConfig(twoScale, changes as never, smoke), seed: 100 });
    const none = await train({});
    const noise = await train({ fineRate: 1e-9, coarseRate: 1e-9, matchedNoise: true });
    expect(none.diverged).toBeUndefined();
    expect(noise.metrics['loss']).toBe(none.metrics['loss']);
    expect(noise.metrics).toEqual(none.metrics);
  });

  it('learns: two-scale fine classes are told apart after 60 steps', async () => {
    const settings = mergeConfig(twoScale, { steps: 60, trainPerClass: 5, testPerClass: 20 });
    const { metrics, curve } = await runJob({ task: 'two-scale', config: settings, seed: 100 });
    expect(metrics['fineAccuracy']).toBeGreaterThan(0.8);
    expect(curve.map(({ step }) => step)).toEqual([30, 60]);
  });
});
