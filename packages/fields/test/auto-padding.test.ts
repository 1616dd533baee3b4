// What 'auto' promises: the covariance within the field is the model's to the tolerance, or there is an error. Whatever the
// model, its tilt and the number of axes.
import { describe, expect, it, vi } from 'vitest';
import {
  type CovarianceModel,
  createSampler,
  exponential,
  matern,
  nugget,
  rationalQuadratic,
  spherical,
  squaredExponential,
  sum,
} from '../src/index';
import { checkEmbedding } from '../src/sampler/check-embedding';
import { embed } from '../src/sampler/embed';

const tolerance = 1e-8;
type Case = [shape: number[], spacing?: number | number[]];

const long = squaredExponential({ correlationLength: 40, anisotropy: { ratio: 0.05, angle: Math.PI / 4 } });
const tilted = (correlationLength: number, ratio: number, angle: number) => ({
  correlationLength,
  anisotropy: { ratio, angle, depthRatio: 0.3 },
});

/** The reported error, or that there was an error of the promised form. */
async function outcome(model: CovarianceModel, [shape, spacing = 1]: Case): Promise<number | 'refused'> {
  try {
    const { report } = await createSampler({
      model,
      shape,
      spacing,
      boundary: { padding: 'auto' },
      tolerance,
      seed: 1,
    });
    return report.covarianceError!;
  } catch (error) {
    expect((error as Error).message).toMatch(
      /^createSampler: (points|share of negative eigenvalues .*|covariance error .*) must be at most /,
    );
    return 'refused';
  }
}

describe('covariances whose images lie along two axes', () => {
  // These were drawn with errors of 0.05 to 0.2 without a word.
  const cases: [string, CovarianceModel, Case][] = [
    ['a diagonal in a volume', long, [[8, 32, 32]]],
    ['a diagonal in a plane', squaredExponential(tilted(50, 0.05, Math.PI / 4)), [[64, 64]]],
    ['a thin diagonal', squaredExponential(tilted(200, 0.02, Math.PI / 4)), [[64, 64]]],
    [
      'with a nugget',
      sum(squaredExponential(tilted(50, 0.05, Math.PI / 4)), nugget({ variance: 0.1 })),
      [[64, 64]],
    ],
    ['along (1, 2)', squaredExponential(tilted(50, 0.03, Math.atan(2))), [[32, 48]]],
    ['along (2, 1)', squaredExponential(tilted(50, 0.03, Math.atan(0.5))), [[32, 32]]],
    ['the other diagonal', squaredExponential(tilted(30, 0.1, -Math.PI / 4)), [[40, 30]]],
  ];
  it.each(cases)('%s', async (_, model, at) => {
    const error = await outcome(model, at);
    // Only the volume may take too many points.
    if (at[0].length === 3 && error === 'refused') return;
    expect(error).toBeLessThanOrEqual(tolerance);
  });
});

describe('lengths beyond the grid are drawn', () => {
  const cases: [string, CovarianceModel, Case][] = [
    ['exponential 60', exponential({ correlationLength: 60 }), [[101, 77]]],
    [
      'exponential, thin',
      exponential({ correlationLength: 500, anisotropy: { ratio: 0.01, angle: 0 } }),
      [
        [51, 26],
        [1, 10],
      ],
    ],
    ['matern 1.5 on a line', matern({ correlationLength: 1000, smoothness: 1.5 }), [[256]]],
    ['matern 1.5 in space', matern({ correlationLength: 6, smoothness: 1.5 }), [[12, 12, 12]]],
    ['exponential in space', exponential({ correlationLength: 4 }), [[10, 12, 8]]],
    ['rational quadratic', rationalQuadratic({ correlationLength: 8, alpha: 3 }), [[40, 50]]],
  ];
  it.each(cases)('%s', async (_, model, at) => {
    expect(await outcome(model, at)).toBeLessThanOrEqual(tolerance);
  });
});

describe('many models, tilts and grids', () => {
  const lengths = [2, 7, 25];
  const grids: Case[] = [
    [[50]],
    [[24, 31]],
    [[1, 40]],
    [
      [5, 8, 7],
      [1, 1, 2],
    ],
  ];
  const makers: [string, (length: number, angle: number) => CovarianceModel][] = [
    ['squaredExponential', (length, angle) => squaredExponential(tilted(length, 0.2, angle))],
    ['exponential', (length, angle) => exponential(tilted(length, 0.3, angle))],
    ['matern 2.5', (length, angle) => matern({ ...tilted(length, 0.5, angle), smoothness: 2.5 })],
    ['spherical', (length, angle) => spherical(tilted(length, 0.5, angle))],
    [
      'sum',
      (length, angle) =>
        sum(
          squaredExponential(tilted(length, 0.2, angle)),
          exponential(tilted(length / 2, 0.5, 1)),
          nugget(),
        ),
    ],
  ];
  it.each(makers)('%s', async (_, make) => {
    let drawn = 0;
    for (const length of lengths) {
      for (const at of grids) {
        const error = await outcome(make(at[0].length === 3 ? length / 4 : length, 0.6), at);
        if (error === 'refused') continue;
        expect([length, at, error <= tolerance]).toEqual([length, at, true]);
        drawn++;
      }
    }
    // Nearly all, so that an error is no way out.
    expect(drawn).toBeGreaterThanOrEqual(10);
  });
});

it('an axis of one point is not padded', async () => {
  const model = exponential({ correlationLength: 3, anisotropy: { ratio: 0.5, angle: 0.6 } });
  for (const [shape, axis] of [
    [[1, 64], 0],
    [[64, 1], 1],
    [[1, 8, 9], 0],
  ] as const) {
    for (const padding of ['auto', 30] as const) {
      for (const drawn of [
        model,
        squaredExponential({ correlationLength: 3, anisotropy: { ratio: 0.5, angle: 0.6 } }),
      ]) {
        const { report } = await createSampler({
          model: drawn,
          shape,
          boundary: { padding },
          indefinite: 'clip',
          seed: 1,
        });
        expect(report.embedding[axis]).toBe(1);
        expect(report.covarianceError).toBeLessThan(1e-4);
      }
    }
  }
});

it('what cannot be met is an error, or is clipped', async () => {
  // No covariance of any field in the plane.
  const model: CovarianceModel = {
    name: 'box',
    variance: 1,
    covariance: (dx) => Number(Math.abs(dx!) < 5),
    eigenvalues: exponential({ correlationLength: 3 }).eigenvalues,
  };
  // Three axes come to the largest torus in few steps.
  const options = { model, shape: [12, 6, 6], boundary: { padding: 'auto' }, seed: 1 } as const;
  const { report } = await createSampler({ ...options, indefinite: 'clip' });
  expect(report.covarianceError).toBeGreaterThan(0.1);
  const torus = { shape: [40], spacing: [1] };
  const embedding = { ...embed(model, torus, 1e-8), error: report.covarianceError! };
  expect(() => checkEmbedding(model, embedding, 1e-8, 'pass a larger padding')).toThrow(
    /^createSampler: covariance error of box on a torus of \[40\] must be at most 1e-8, got 0\.\d+; pass a larger padding, a larger tolerance or indefinite: 'clip'$/,
  );
});

it('periodic fields whose images show say so, with the remedy', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  try {
    const model = squaredExponential({ correlationLength: 10 });
    await createSampler({ model, shape: [50, 128], seed: 1 });
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^createSampler: fields on a torus of \[50,128\] differ from squaredExponential, correlated by 0\.0439\d* half around; pass a larger shape, a padding or a larger tolerance$/,
        ),
      ],
    ]);
    await createSampler({ model, shape: [50, 128], seed: 1, tolerance: 0.05 });
    await createSampler({ model, shape: [80, 128], seed: 1 });
    await createSampler({ model, shape: [50, 128], boundary: { padding: 'auto' }, seed: 1 });
    expect(warn).toHaveBeenCalledTimes(1);
  } finally {
    warn.mockRestore();
  }
});
