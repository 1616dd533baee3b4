import { initBackend } from '@backdropjs/backend';
import {
  add,
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
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { MomentumTrainer } from './momentum';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

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
