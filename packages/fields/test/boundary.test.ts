// Fields that are cut out of a larger torus, and models whose covariance may be indefinite on one.
import { describe, expect, it } from 'vitest';
import {
  type CovarianceModel,
  createSampler,
  exponential,
  matern,
  nugget,
  rationalQuadratic,
  type SamplerOptions,
  spherical,
  squaredExponential,
  sum,
} from '../src/index';
import { embedPadded } from '../src/sampler/embed';
import { evenTransform } from '../src/synthesis/real-transform';

const anisotropy = { ratio: 0.5, angle: 0.4, depthRatio: 0.7 };
const models: [string, CovarianceModel][] = [
  ['squaredExponential', squaredExponential({ correlationLength: 3, anisotropy })],
  ['exponential', exponential({ correlationLength: 3, variance: 2, anisotropy })],
  ['matern 1.5', matern({ correlationLength: 2.5, smoothness: 1.5 })],
  ['matern 0.8', matern({ correlationLength: 4, smoothness: 0.8, anisotropy })],
  ['spherical', spherical({ correlationLength: 6 })],
  ['rationalQuadratic', rationalQuadratic({ correlationLength: 1.5, alpha: 1.5 })],
  [
    'sum',
    sum(
      squaredExponential({ correlationLength: 4, anisotropy }),
      exponential({ correlationLength: 2, variance: 0.5 }),
      nugget({ variance: 0.1 }),
    ),
  ],
];

describe.each(models)('%s', (_, model) => {
  it.each([[[25]], [[17, 22]], [[5, 7, 9]]])(
    'has its own covariance on a padded grid of %j',
    async (shape) => {
      const { report } = await createSampler({
        model,
        shape,
        boundary: { padding: 'auto' },
        indefinite: 'clip',
        tolerance: 1e-6,
        seed: 1,
      });
      // What is clipped moves every eigenvalue's share; else the covariance is exact to the tolerance.
      expect(report.covarianceError).toBeLessThan(2e-6 + 3 * report.negativeMass);
      expect(report.negativeMass).toBeLessThan(0.03);
      report.embedding.forEach((length, axis) => {
        expect(length).toBeGreaterThanOrEqual(shape[axis]!);
      });
    },
  );

  it('has a spectrum whose transform is its covariance', () => {
    const shape = [12, 15] as const;
    const eigenvalues = model.eigenvalues({ shape, spacing: [1, 1] });
    const covariance = evenTransform(eigenvalues, shape).map((value) => value / 180);
    expect(covariance[0]).toBeCloseTo(model.variance, 2);
    expect(covariance[1]! / covariance[0]!).toBeCloseTo(model.covariance(0, 1) / model.variance, 1);
  });
});

describe('padding', () => {
  const model = squaredExponential({ correlationLength: 4 });
  const shape = [40, 50];

  it('of 6 lengths leaves 1e-8 and of 8 lengths nothing of a squared exponential', async () => {
    const error = async (padding: number) =>
      (await createSampler({ model, shape, boundary: { padding }, seed: 1 })).report.covarianceError!;
    expect(await error(24)).toBeLessThan(2e-8);
    expect(await error(32)).toBeLessThan(1e-9);
    expect(await error(0)).toBeGreaterThan(0.5);
  });

  it("'auto' is as small as the tolerance allows, and at most what is exact", () => {
    const grid = { shape, spacing: [1, 1] };
    expect(embedPadded(model, grid, 'auto', 1e-8).torus.shape).toEqual([72, 75]);
    expect(embedPadded(model, grid, 'auto', 1e-2).torus.shape).toEqual([54, 64]);
    const long = exponential({ correlationLength: 1000 });
    const { torus, drawn } = embedPadded(long, grid, 'auto', 1e-6);
    expect(torus.shape[0]).toBeGreaterThanOrEqual(79);
    expect(drawn.negativeMass).toBeLessThan(0.05);
  });

  it.each([
    [[100], 2 ** 22],
    [[8, 8, 8], 2 ** 22],
    [[600, 1000], 16 * 600_000],
    [[3000, 3000], 2 ** 26],
  ])("'auto' of a grid of %j leads to at most %d points", async (shape, most) => {
    const long = squaredExponential({ correlationLength: 1e6 });
    await expect(
      createSampler({ model: long, shape, boundary: { padding: 'auto' }, seed: 1 }),
    ).rejects.toThrow(
      new RegExp(
        `^createSampler: points must be at most ${most}, got \\d+; \\[[\\d,]+\\] takes \\d+ GiB for each array$`,
      ),
    );
  });

  it.each([
    [[9000, 9000], 0],
    [[100, 100, 100], 400],
    [[1500, 1500], 'auto'],
  ] as const)('of a grid of %j by %j is not refused', async (shape, padding) => {
    const model: CovarianceModel = {
      name: 'constant',
      variance: 1,
      covariance: () => 1,
      eigenvalues({ shape: torus }) {
        throw new Error(`asked for [${torus}]`);
      },
    };
    await expect(createSampler({ model, shape, boundary: { padding }, seed: 1 })).rejects.toThrow(
      /^asked for /,
    );
  });

  it('meets the tolerance for lengths far beyond the grid', async () => {
    const long = squaredExponential({ correlationLength: 30_000 });
    const { report } = await createSampler({
      model: long,
      shape: [100],
      boundary: { padding: 'auto' },
      seed: 1,
      dtype: 'float64',
    });
    expect(report.covarianceError).toBeLessThan(1e-8);
  });

  it('takes any shape and cuts the field out of the larger one', async () => {
    const padded = await createSampler({
      model,
      shape: [37, 41],
      boundary: { padding: 24 },
      seed: 1,
      dtype: 'float64',
    });
    expect(padded.report.embedding).toEqual([64, 72]);
    const whole = await createSampler({ model, shape: [64, 72], seed: 1, dtype: 'float64' });
    const [part, all] = [padded.realization(3), whole.realization(3)];
    for (let i = 0; i < 37; i++) {
      expect([...part.subarray(41 * i, 41 * (i + 1))]).toEqual([...all.subarray(72 * i, 72 * i + 41)]);
    }
  });

  it('makes opposite edges independent', async () => {
    const sampler = await createSampler({ model, shape: [40, 40], boundary: { padding: 'auto' }, seed: 2 });
    let [edges, neighbors] = [0, 0];
    for (const field of sampler.realizations({ count: 100 })) {
      for (let i = 0; i < 40; i++) {
        edges += field[40 * i]! * field[40 * i + 39]!;
        neighbors += field[40 * i]! * field[40 * i + 1]!;
      }
    }
    // About 40 / (4 sqrt(pi)) = 5.6 independent rows a field.
    expect(Math.abs(edges / 4000) * Math.sqrt(560)).toBeLessThan(6);
    expect(Math.abs(neighbors / 4000 - Math.exp(-1 / 32)) * Math.sqrt(560 / 2)).toBeLessThan(6);
  });
});

describe('indefinite covariances', () => {
  const model = spherical({ correlationLength: 30 });
  const options = { model, shape: [36, 36], seed: 1 } satisfies SamplerOptions;

  it('are an error by default, which says how indefinite', async () => {
    await expect(createSampler(options)).rejects.toThrow(
      /^createSampler: share of negative eigenvalues of spherical on a torus of \[36,36\] must be at most 1e-8, got 0\.\d+; pass a larger shape, a padding, a larger tolerance or indefinite: 'clip'$/,
    );
    await expect(createSampler({ ...options, boundary: { padding: 2 } })).rejects.toThrow('a larger padding');
    const { report } = await createSampler({ ...options, tolerance: 0.5 });
    expect(report.negativeMass).toBeGreaterThan(0);
  });

  it('can be clipped, with the error in the report and the variance kept', async () => {
    const sampler = await createSampler({ ...options, indefinite: 'clip', dtype: 'float64' });
    const { negativeMass, covarianceError } = sampler.report;
    expect(negativeMass).toBeGreaterThan(1e-8);
    expect(covarianceError).toBeGreaterThan(1e-6);
    expect(covarianceError).toBeLessThan(0.1);
    const { lostVariance, effectiveSamples } = sampler.report;
    expect(lostVariance).toBeLessThan(1e-9);
    const count = 400;
    let variance = 0;
    for (const field of sampler.realizations({ count })) {
      variance += field.reduce((sum, z) => sum + z * z, 0) / field.length / count;
    }
    expect(Math.abs(variance - 1)).toBeLessThan(6 * Math.sqrt(2 / (effectiveSamples * count)));
  });
});
