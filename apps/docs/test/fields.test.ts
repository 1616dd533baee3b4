import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { initialValues } from '../live/demo/link';
import { explore } from '../live/fields/explore';
import { fields, type ModelName, models, program, type Settings } from '../live/fields/settings';

const initial = initialValues(fields);
const folder = new URL('../.readme-programs/', import.meta.url);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(Object.keys(models) as ModelName[])('%s', (model) => {
  // Eight models, three distances: one of 24 lies beyond four standard errors once in 600 seeds.
  it('covariance of 64 fields at half, one and two lengths lies within 4 standard errors of the model', async () => {
    const settings: Settings = {
      ...initial,
      model,
      length: 8,
      ratio: 1,
      size: '64',
      average: '64',
      boundary: 'padded',
    };
    const { lags, report } = await explore(settings);
    expect(report.covarianceError).toBeLessThan(1e-6);
    for (const distance of [4, 8, 16]) {
      const { mean, model, standardError } = lags[distance]!;
      expect(Math.abs(mean - model)).toBeLessThan(4 * standardError!);
    }
  });
});

it.each<Partial<Settings>>([
  {},
  {
    model: 'stable',
    shape: 1.2,
    ratio: 1,
    boundary: 'padded',
    length: 5,
    size: '64',
    transform: 'lognormal',
  },
  { model: 'spherical', angle: -45, seed: 7, realization: 3, transform: 'threshold' },
])('the program shown draws the same field: %o', async (changed) => {
  const settings = { ...initial, average: '1' as const, ...changed };
  mkdirSync(folder, { recursive: true });
  const file = new URL(`${settings.model}.mjs`, folder);
  writeFileSync(file, `${program(settings)}\nexport default field;\n`);
  const { default: field } = await import(/* @vite-ignore */ fileURLToPath(file));
  expect(field).toEqual((await explore(settings)).field);
});
