// What every covariance model has to be. The models are those that the package exports: a new one is found here, and fails
// until it has its line below and its values in test/reference/models.py.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as fields from '../src/index';

type Make = (options: Record<string, unknown>) => fields.CovarianceModel;

/** For each model with a correlation length an example of its other options. */
const examples: Record<string, Record<string, number>> = {
  cauchy: { alpha: 1.5, beta: 4 },
  cubic: {},
  exponential: {},
  matern: { smoothness: 1.5 },
  rationalQuadratic: { alpha: 2 },
  spherical: {},
  squaredExponential: {},
  stable: { alpha: 1.2 },
};

/** Exports that make a model out of other things than a correlation length. */
const others = ['covariance', 'nugget', 'powerSpectrum', 'sum'];

const isModel = (name: string): boolean => {
  const source = new URL(
    `../src/models/${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`,
    import.meta.url,
  );
  try {
    return readFileSync(source, 'utf8').includes(`export function ${name}(`);
  } catch {
    return false;
  }
};
const exported = Object.keys(fields).filter(isModel);

const reference: {
  cases: { model: string; options: Record<string, number>; r: number[]; value: number[] }[];
} = JSON.parse(readFileSync(new URL('reference/models.json', import.meta.url), 'utf8'));

it('every exported model has an example here and values in models.json', () => {
  expect(exported.filter((name) => !others.includes(name)).sort()).toEqual(Object.keys(examples).sort());
  expect([...new Set(reference.cases.map(({ model }) => model))].sort()).toEqual(
    Object.keys(examples).sort(),
  );
});

describe.each(Object.entries(examples))('%s', (name, rest) => {
  const make = Object.entries(fields).find(([found]) => found === name)![1] as Make;
  const anisotropy = { ratio: 0.5, angle: 0.4, depthRatio: 0.7 };

  it('is its definition, also for extreme options, to 1e-13', () => {
    for (const { options, r, value } of reference.cases.filter(({ model }) => model === name)) {
      const { covariance } = make(options);
      r.forEach((distance, i) => {
        const error = Math.abs(covariance(distance) - value[i]!);
        expect([options, distance, error < 1e-13]).toEqual([options, distance, true]);
      });
    }
  });

  it('has its variance at 0, the name of its function, and a turned ellipse', () => {
    const model = make({ ...rest, correlationLength: 3, variance: 2.5, anisotropy });
    expect([model.name, model.variance, model.covariance(0, 0)]).toEqual([name, 2.5, 2.5]);
    const plain = make({ ...rest, correlationLength: 3, variance: 2.5 });
    const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
    for (const r of [0.5, 2, 4]) {
      expect(model.covariance(s * r, c * r)).toBeCloseTo(plain.covariance(0, r), 13);
      expect(model.covariance(c * r, -s * r)).toBeCloseTo(plain.covariance(0, 2 * r), 13);
      expect(model.covariance(r, 0, 0)).toBeCloseTo(plain.covariance(r / 0.7), 13);
      expect(model.covariance(1, r)).toBe(model.covariance(-1, -r));
    }
  });

  it.each([[[40]], [[17, 22]], [[5, 7, 9]]])(
    'is drawn with its covariance on a grid of %j',
    async (shape) => {
      const model = make({ ...rest, correlationLength: 2, anisotropy });
      const { report } = await fields.createSampler({
        model,
        shape,
        boundary: { padding: 'auto' },
        indefinite: 'clip',
        tolerance: 1e-5,
        seed: 1,
      });
      expect(report.covarianceError).toBeLessThan(1e-5 + 3 * report.negativeMass);
      expect(report.negativeMass).toBeLessThan(1e-3);
    },
  );

  it('refuses options that are missing, wrong or misspelled', () => {
    expect(() => make({ ...rest })).toThrow(
      `${name}: correlationLength must be a number in [1e-50, 1e+50], got undefined`,
    );
    expect(() => make({ ...rest, correlationLength: 1, lenght: 2 })).toThrow(
      `${name}: options must be among`,
    );
    for (const option of Object.keys(rest)) {
      for (const wrong of [-1, Number.NaN, '1', 1e60]) {
        expect(() => make({ ...rest, correlationLength: 1, [option]: wrong })).toThrow(
          `${name}: ${option} must be`,
        );
      }
    }
    for (const wrong of [undefined, null, 5])
      expect(() => make(wrong as never)).toThrow(new RegExp(`^${name}: `));
  });
});

describe('covariance', () => {
  const shape = [20, 24];
  const options = { shape, boundary: { padding: 'auto' }, seed: 1, dtype: 'float64' } as const;

  it('of a distance draws what the model of this form draws', async () => {
    const anisotropy = { ratio: 0.5, angle: 0.4 };
    const own = fields.covariance((r) => 2 * Math.exp(-r), { correlationLength: 3, anisotropy });
    const same = fields.exponential({ correlationLength: 3, variance: 2, anisotropy });
    expect(own.covariance(1, 2)).toBeCloseTo(same.covariance(1, 2), 14);
    const [a, b] = [
      await fields.createSampler({ ...options, model: own }),
      await fields.createSampler({ ...options, model: same }),
    ];
    const [x, y] = [a.realization(0), b.realization(0)];
    x.forEach((value, i) => {
      expect(value).toBeCloseTo(y[i]!, 10);
    });
  });

  it('of a lag gets one number for each axis, in the unit of the spacing', async () => {
    const model = fields.covariance((dy, dx) => Math.exp(-Math.abs(dy!) / 3 - Math.abs(dx!) / 6), {
      of: 'lag',
    });
    const { report } = await fields.createSampler({ ...options, model, spacing: [1, 0.5] });
    expect(report.covarianceError).toBeLessThan(1e-8);
    const lags: number[][] = [];
    const watched = fields.covariance(
      (...lag) => Math.exp(-Math.hypot(...lag)) * Number(lags.push(lag) > 0),
      {
        of: 'lag',
      },
    );
    await fields.createSampler({
      model: watched,
      shape: [30],
      spacing: 2,
      boundary: { padding: 'auto' },
      seed: 1,
    });
    expect(lags.slice(1).every((lag) => lag.length === 1 && lag[0]! % 2 === 0)).toBe(true);
  });

  it('that is none in the plane is an error, with its share', async () => {
    const box = fields.covariance((r) => Number(r < 3));
    // 'auto' would come to the largest torus first: test/auto-padding.test.ts.
    const boundary = { padding: 30 };
    await expect(fields.createSampler({ ...options, boundary, model: box })).rejects.toThrow(
      /^createSampler: share of negative eigenvalues of covariance on a torus of .* must be at most 1e-8, got 0\.\d+/,
    );
  });

  it('refuses what is no function, and functions that return no covariance', async () => {
    expect(() => fields.covariance(3 as never)).toThrow(
      'covariance: f must be a function of a distance or a lag, got 3',
    );
    expect(() => fields.covariance(() => 0)).toThrow(
      'covariance: f must be a number in [1e-50, 1e+50] at 0, got 0',
    );
    expect(() => fields.covariance((r) => 1 + r).covariance(2)).toThrow(
      'covariance: f must be a number of at most 1, its value at 0, at 2, got 3',
    );
    expect(() => fields.covariance((r) => (r > 1 ? Number.NaN : 1)).covariance(2)).toThrow('at 2, got NaN');
    expect(() => fields.covariance(() => 1, { of: 'lag', anisotropy: { ratio: 1, angle: 0 } })).toThrow(
      "anisotropy must be left out for a function of a 'lag'",
    );
  });
});
