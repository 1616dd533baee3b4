// Fields along one axis and along three.
import { describe, expect, it } from 'vitest';
import { createSampler, squaredExponential } from '../src/index';
import { lagIndex, toShape } from '../src/torus/torus';

describe('one and three axes', () => {
  it.each([[[64]], [[12, 15, 20]]])('fields of shape %j have the covariance of the model', async (shape) => {
    const model = squaredExponential({
      correlationLength: 1,
      anisotropy: { ratio: 0.8, angle: 0.3, depthRatio: 1.2 },
    });
    const sampler = await createSampler({ model, shape, seed: 3, dtype: 'float64' });
    expect(sampler.report.covarianceError).toBeLessThan(1e-4);
    const count = shape.length === 1 ? 2000 : 60;
    const torus = toShape(shape);
    const lags = [
      [0, 0, 0],
      [0, 0, 1],
      [0, 0, 2],
      ...(shape.length > 1
        ? [
            [0, 1, 0],
            [1, 0, 0],
            [1, -1, 2],
          ]
        : []),
    ];
    const sums = lags.map(() => 0);
    for (const field of sampler.realizations({ count })) {
      for (let i = 0; i < field.length; i++) {
        const [z, y, x] = [
          Math.floor(i / torus[2] / torus[1]),
          Math.floor(i / torus[2]) % torus[1],
          i % torus[2],
        ];
        lags.forEach(([dz, dy, dx], l) => {
          sums[l]! += field[i]! * field[lagIndex([z + dz!, y + dy!, x + dx!], torus)]!;
        });
      }
    }
    const samples = sampler.report.effectiveSamples * count;
    expect(samples).toBeGreaterThan(1000);
    lags.forEach((lag, l) => {
      const estimate = sums[l]! / count / (torus[0] * torus[1] * torus[2]);
      expect(Math.abs(estimate - model.covariance(...lag)) * Math.sqrt(samples / 2)).toBeLessThan(6);
    });
  });

  it('a stack of layers without correlation between them has that of its layers', () => {
    const flat = squaredExponential({
      correlationLength: 2,
      anisotropy: { ratio: 1, angle: 0, depthRatio: 0.01 },
    });
    const layer = flat.eigenvalues({ shape: [8, 9], spacing: [1, 1] });
    const stack = flat.eigenvalues({ shape: [4, 8, 9], spacing: [1, 1, 1] });
    stack.forEach((value, i) => {
      expect(value).toBeCloseTo(layer[i % 72]!, 10);
    });
  });
});
