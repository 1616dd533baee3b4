import { initBackend } from '@backdropjs/backend';
import { foldIn, key } from '@backdropjs/random';
import {
  dispose,
  grad,
  type NamedTensorMap,
  ones,
  sum,
  type Tensor,
  tensor,
  tensor2d,
  tidy,
  type Variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findExperiment } from '../../experiments';
import { mergeConfig } from '../../experiments/experiment';
import type { TwoScaleConfig } from '../two-scale/config';
import { type Batch, lossOf } from './loss';
import { maskNoise, type Nets } from './mask-noise';
import { buildNetwork, setMaskStep, withMasks } from './network';

const config = (changes: Partial<TwoScaleConfig> = {}) =>
  mergeConfig(findExperiment('mechanism'), {
    fineRate: 0.5,
    coarseRate: 0.5,
    maskAfter: [2, 3],
    ...changes,
  } as never) as unknown as TwoScaleConfig;

let batch: Batch;
let nets: Nets;

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
  const pixels = Float32Array.from({ length: 4 * 32 * 32 }, (_, i) => Math.sin(i * i));
  batch = {
    images: tensor(pixels, [4, 32, 32, 1]),
    labels: tensor2d([0, 1, 2, 3].map((label) => [0, 1, 2, 3].map((other) => Number(other === label)))),
  };
  nets = make(config());
});

afterAll(() => {
  dispose([batch.images, batch.labels]);
  dispose(nets.masked.weights.map((weight) => weight.read()));
});

function make(settings: TwoScaleConfig): Nets {
  const model = buildNetwork(settings, 4, 1);
  return { model, masked: withMasks(model, settings, 1) };
}

const gradientsOf = ({ model, masked }: Nets, net = masked) =>
  variableGrads(
    lossOf(net, batch),
    model.trainableWeights.map((weight) => weight.read() as Variable),
  ).grads;
/** All gradients of a net, one after another. */
const flat = (gradients: NamedTensorMap) => Object.values(gradients).flatMap((one) => [...one.dataSync()]);
const averagesOf = ({ model }: Nets) =>
  model.nonTrainableWeights.map((weight) => [...weight.read().dataSync()]);

describe('maskNoise', () => {
  it('is nothing where the masked gradient itself is followed', () => {
    expect(maskNoise(config(), nets, batch, key(1))).toBeUndefined();
  });

  it('reflects the masked gradient of the same masks about the full one', () => {
    const full = gradientsOf(nets, nets.model);
    setMaskStep(nets.masked, 7);
    const masked = flat(gradientsOf(nets));
    setMaskStep(nets.masked, 7);
    const reflected = flat(maskNoise(config({ noise: 'reflected' }), nets, batch, key(1))!(full));
    const expected = flat(full).map((value, i) => 2 * value - masked[i]!);
    expect(Math.max(...expected.map((value, i) => Math.abs(value - reflected[i]!)))).toBeLessThan(1e-5);
    // The gradients differ in the first place.
    expect(Math.max(...expected.map((value, i) => Math.abs(value - masked[i]!)))).toBeGreaterThan(0.1);
  });

  it('draws Gaussian noise in the span of eight masked gradients, of other masks in every step', () => {
    const full = gradientsOf(nets, nets.model);
    const plain = flat(full);
    const noiseOf = (step: number) => {
      const noisy = flat(maskNoise(config({ noise: 'gaussian' }), nets, batch, foldIn(key(1), step))!(full));
      return noisy.map((value, i) => value - plain[i]!);
    };
    setMaskStep(nets.masked, 0);
    const noise = noiseOf(0);
    const basis = Array.from({ length: 16 }, (_, step) => {
      setMaskStep(nets.masked, step);
      return flat(gradientsOf(nets)).map((value, i) => value - plain[i]!);
    });
    const size = Math.hypot(...noise);
    expect(residual(noise, basis.slice(0, 8))).toBeLessThan(1e-3 * size);
    expect(residual(noise, basis.slice(8))).toBeGreaterThan(0.1 * size);
    setMaskStep(nets.masked, 8);
    expect(residual(noiseOf(1), basis.slice(8))).toBeLessThan(1e-3 * size);
  });

  it('leaves the averages of batch normalization where the full pass has moved them', () => {
    const full = gradientsOf(nets, nets.model);
    const before = averagesOf(nets);
    for (const noise of ['reflected', 'gaussian'] as const)
      dispose(maskNoise(config({ noise }), nets, batch, key(1))!(full));
    expect(averagesOf(nets)).toEqual(before);
  });
});

describe('masks', () => {
  it('are those of the step that they are set to, and of the following ones then', () => {
    setMaskStep(nets.masked, 3);
    const [third, fourth] = [flat(gradientsOf(nets)), flat(gradientsOf(nets))];
    expect(fourth).not.toEqual(third);
    setMaskStep(nets.masked, 3);
    expect(flat(gradientsOf(nets))).toEqual(third);
    expect(flat(gradientsOf(nets))).toEqual(fourth);
  });

  it('keep the same number of positions in every step where that is asked for', () => {
    const settings = config({ fixedCount: true, fineRate: 0.75, coarseRate: 0 });
    const { masked } = make(settings);
    const [layer] = masked.layers.filter((one) => one.getClassName() === 'Backdrop');
    const keptOf = () =>
      tidy(() => {
        const masked = (x: Tensor) => sum(layer!.apply(x, { training: true }) as Tensor);
        return [...grad(masked)(ones([1, 8, 8, 12])).dataSync()].filter((value) => value > 0).length / 12;
      });
    expect([keptOf(), keptOf(), keptOf()]).toEqual([16, 16, 16]);
    dispose(masked.weights.map((weight) => weight.read()));
  });
});

/** Length of what is left of a vector after its projection on others, by Gram and Schmidt. */
function residual(vector: number[], others: readonly number[][]): number {
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const without = (a: number[], unit: number[]) => {
    const along = dot(a, unit);
    return a.map((value, i) => value - along * unit[i]!);
  };
  const units: number[][] = [];
  for (const other of others) {
    const rest = units.reduce(without, other);
    const length = Math.hypot(...rest);
    units.push(rest.map((value) => value / length));
  }
  return Math.hypot(...units.reduce(without, vector));
}
