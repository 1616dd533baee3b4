import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readGolden } from '../../../tools/testing/golden';
import type { CovarianceModel } from '../src/index';
import * as fields from '../src/index';
import { evenTransform } from '../src/synthesis/real-transform';

interface CovarianceCase {
  model: string;
  definition: string;
  correlationLength: number;
  r: number[];
  value: number[];
}

interface TorusCase {
  model: string;
  shape: [number, number];
  correlationLength: number;
  anisotropy: { ratio: number; angleDegrees: number };
  covariance: number[];
  eigenvalues: number[];
}

interface Golden {
  covariances: CovarianceCase[];
  torus: TorusCase[];
}

type Factory = (options: {
  correlationLength: number;
  smoothness?: number;
  alpha?: number;
  anisotropy?: { ratio: number; angle: number };
}) => CovarianceModel;

const golden = readGolden<Golden>(fileURLToPath(new URL('.', import.meta.url)), 'fields.json');

/** The models of the file that the package has, by the name of their factory. */
const models: Record<string, Factory> = {
  squaredExponential: fields.squaredExponential,
  exponential: fields.exponential,
  spherical: fields.spherical,
  matern: fields.matern as Factory,
  rationalQuadratic: fields.rationalQuadratic as Factory,
};

/** Descriptions, and the suite that the package random maps. */
const elsewhere = ['format', 'origin', 'conventions', 'threefry4x32_20'];

function mostDifferent(actual: ArrayLike<number>, expected: number[]): number {
  expect(actual.length).toBe(expected.length);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i]! - value)), 0);
}

describe('fields.json', () => {
  it('has no suite that is not mapped', () => {
    expect(
      Object.keys(golden)
        .filter((name) => !elsewhere.includes(name))
        .sort(),
    ).toEqual(['covariances', 'torus']);
  });

  it('has no model that is not mapped', () => {
    const named = [...golden.covariances, ...golden.torus].map(({ model }) => model);
    expect(named.filter((model) => !(model in models))).toEqual([]);
  });

  it.each(golden.covariances.map((entry, i) => [entry.model, i, entry] as const))(
    'covariances: %s, case %i',
    (_model, _i, entry) => {
      const { model: name, definition: _definition, r: _r, value: _value, ...options } = entry;
      const model = models[name]!(options);
      expect(
        mostDifferent(
          entry.r.map((r) => model.covariance(0, r)),
          entry.value,
        ),
      ).toBeLessThan(1e-12);
      expect(
        mostDifferent(
          entry.r.map((r) => model.covariance(-0.6 * r, 0.8 * r)),
          entry.value,
        ),
      ).toBeLessThan(1e-12);
    },
  );

  it.each(golden.torus.map((entry, i) => [entry.model, entry.shape, i, entry] as const))(
    'torus: %s on %j, case %i',
    (_model, shape, _i, { model: name, correlationLength, anisotropy, covariance, eigenvalues }) => {
      const model = models[name]!({
        correlationLength,
        anisotropy: { ratio: anisotropy.ratio, angle: (anisotropy.angleDegrees * Math.PI) / 180 },
      });
      const points = shape[0] * shape[1];
      const actual = model.eigenvalues({ shape, spacing: [1, 1] });
      expect(mostDifferent(actual, eigenvalues)).toBeLessThan(1e-12);
      expect(
        mostDifferent(
          evenTransform(actual, shape).map((value) => value / points),
          covariance,
        ),
      ).toBeLessThan(1e-12);
    },
  );
});
