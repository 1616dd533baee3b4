import { type CovarianceModel, createSampler, matern } from '@backdropjs/fields';
import { averagePrecision, type Surrogate } from '@backdropjs/losses';
import { bernoulli, key, normal, uniform } from '@backdropjs/random';
import { describe, expect, it } from 'vitest';
import {
  correlations,
  field,
  initialSettings,
  type ModelName,
  modelOf,
  models,
  size,
  spectra,
} from '../live/plots/covariance';
import { type Distribution, distributions, draw, histogram } from '../live/plots/histogram';
import { type ScheduleSettings, scheduledRate, scheduleOf } from '../live/plots/schedule';
import { initialScores, labels, measure, moved, nameOf, reach, toScore } from '../live/plots/scores';
import { passed, rankAt } from '../live/plots/soft-rank';
import { ofPair, surrogates } from '../live/plots/surrogate';
import { useSeed } from '../live/plots/use-seed';

// The formulas of the pages, as they stand there: what is plotted must be them.

describe('surrogates', () => {
  const formulas: Record<Surrogate, (d: number, parameter: number) => number> = {
    sigmoid: (d, beta) => 1 / (1 + Math.exp(beta * d)),
    logistic: (d, beta) => Math.log(1 + Math.exp(-beta * d)),
    exponential: (d, beta) => Math.exp(-beta * d),
    hinge: (d, margin) => Math.max(0, margin - d),
    squaredHinge: (d, margin) => Math.max(0, margin - d) ** 2,
    square: (d, margin) => (margin - d) ** 2,
  };

  it.each(Object.keys(surrogates) as Surrogate[])('%s and its slope', (surrogate) => {
    for (const parameter of [0.1, 1, 2.5]) {
      for (const d of [-3.3, -0.7, 0.2, 3.9]) {
        const phi = (at: number) => formulas[surrogate](at, parameter);
        const found = ofPair(surrogate, parameter, d);
        expect(found.phi).toBeCloseTo(phi(d), 10);
        expect(found.slope).toBeCloseTo((phi(d + 1e-5) - phi(d - 1e-5)) / 2e-5, 4);
      }
    }
  });
});

describe.each(Object.keys(models) as ModelName[])('the model %s', (name) => {
  const settings = { ...initialSettings(name), length: 6, ratio: 0.5, angle: 0 };
  const model = modelOf(name, settings);

  it('has the correlations and the spectrum of the package', () => {
    const found = correlations(model);
    const { variance, covariance } = model as CovarianceModel;
    expect(found === undefined).toBe(name === 'powerSpectrum');
    if (found) {
      expect(found.rows[0]).toEqual([0, 1]);
      expect(found.rows[16]).toEqual([8, covariance(0, 8) / variance]);
      expect(found.columns[16]).toEqual([8, covariance(8, 0) / variance]);
    }
    const { rows, columns } = spectra(model);
    expect(rows).toHaveLength(256);
    const powers = model.eigenvalues({ shape: [1, 512], spacing: [1, 1] });
    expect(rows[9]![1]).toBeCloseTo(powers[10]! / powers.reduce((a, b) => Math.max(a, b)), 12);
    for (const [k, power] of [...rows, ...columns]) {
      expect(k).toBeLessThanOrEqual(Math.PI);
      expect(power).toBeLessThanOrEqual(1);
    }
    // Half as long along columns; noise has no length, and a power law none that the strongest wave would show.
    if (name !== 'nugget' && name !== 'powerSpectrum') expect(columns[2]![1]).not.toBe(rows[2]![1]);
  });

  it('draws one field a seed', async () => {
    const drawn = await field(model, 4);
    expect(drawn).toHaveLength(size ** 2);
    expect(drawn.every(Number.isFinite)).toBe(true);
    expect(await field(model, 5)).not.toEqual(drawn);
  });
});

it('models: what the controls say is what is drawn', async () => {
  const settings = { length: 9, parameter: 2.5, ratio: 0.4, angle: 90, seed: 8 };
  const model = matern({
    correlationLength: 9,
    smoothness: 2.5,
    anisotropy: { ratio: 0.4, angle: Math.PI / 2 },
  });
  const sampler = await createSampler({ model, shape: [size, size], seed: 8, indefinite: 'clip' });
  expect(await field(modelOf('matern', settings), 8)).toEqual(Float32Array.from(sampler.realization(0)));
});

it('schedules: the rates of the formulas, from the values of the controls', () => {
  const settings = { from: 0.9, to: 0.3, steps: 30, factor: 0.5 };
  const rates = (schedule: ScheduleSettings['schedule'], steps: number[]) =>
    steps.map((step) => Number(scheduledRate(scheduleOf({ ...settings, schedule }), step).toFixed(6)));
  expect(rates('constant', [0, 99])).toEqual([0.9, 0.9]);
  expect(rates('linear', [0, 10, 30, 60])).toEqual([0.9, 0.7, 0.3, 0.3]);
  expect(rates('cosine', [0, 10, 15, 60])).toEqual([0.9, 0.75, 0.6, 0.3]);
  expect(rates('step', [9, 10, 20])).toEqual([0.9, 0.45, 0.225]);
  expect(rates('piecewise', [9, 10, 29, 30])).toEqual([0.9, 0.6, 0.6, 0.3]);
});

it('curves of scores: what lies below them is the AUC and the average precision', () => {
  const area = (points: [number, number][]) =>
    points.slice(1).reduce((sum, [x, y], i) => sum + ((x - points[i]![0]) * (y + points[i]![1])) / 2, 0);
  const scores = initialScores();
  for (const moved of [scores, [-3, ...scores.slice(1)], scores.map((_, i) => i % 4)]) {
    const { roc, precisionRecall, rocAuc, averagePrecision: shown } = measure(moved);
    expect(area(roc)).toBeCloseTo(rocAuc, 12);
    expect(area(precisionRecall)).toBeCloseTo(shown, 12);
    expect(shown).toBe(averagePrecision(moved, labels));
  }
  expect([toScore(0.26), toScore(7), toScore(-3.04)]).toEqual([0.3, 3, -3]);
});

it('soft ranks: the hard ones for little strength, nearly the middle for much, and their slopes', () => {
  for (const value of [-3, -0.3, 3]) {
    const hard = 1 + passed.filter((other) => other < value).length;
    expect(rankAt(value, 1e-6)).toEqual({ rank: hard, slope: 0 });
    expect(rankAt(value, 1e4).rank).toBeCloseTo(4.5, 2);
    const { slope } = rankAt(value, 2);
    const difference = (rankAt(value + 1e-6, 2).rank - rankAt(value - 1e-6, 2).rank) / 2e-6;
    expect(slope).toBeCloseTo(difference, 5);
  }
});

it('histograms count what the package draws', () => {
  expect(draw('uniform', 3, 50, 0)).toEqual(uniform(key(3), 50));
  expect(draw('normal', 3, 50, 0)).toEqual(normal(key(3), 50));
  expect(draw('bernoulli', 3, 50, 0.2)).toEqual(bernoulli(key(3), 0.2, 50));
  expect(histogram([-4, -4.01, 0, 3.99, 4], 'normal').flatMap((n, i) => (n ? [[i, n]] : []))).toEqual([
    [0, 1],
    [20, 1],
    [39, 1],
  ]);
  for (const name of Object.keys(distributions) as Distribution[]) {
    const counted = histogram(draw(name, 1, 1000, 0.3), name).reduce((a, b) => a + b);
    expect(counted).toBeGreaterThanOrEqual(999);
  }
});

it('seeds: what is none is refused in words, and the last that was one stays', () => {
  const { typed, seed, problem } = useSeed();
  expect([seed.value, problem.value]).toEqual([1, undefined]);
  typed.value = 7;
  expect([seed.value, problem.value]).toEqual([7, undefined]);
  for (const wrong of [-3, 1.5, '', 2 ** 53]) {
    typed.value = wrong;
    expect(seed.value).toBe(7);
    expect(problem.value).toBe(
      `seed must be an integer from 0 to 9007199254740991, got "${wrong}"; what is shown is of seed 7.`,
    );
  }
});

describe('the sliders of scores', () => {
  it('bear the names of their items, each kind from 1 on', () => {
    const names = Array.from(labels, (_, i) => nameOf(i));
    expect([names[0], names[7], names[8], names[19]]).toEqual([
      'positive 1',
      'positive 8',
      'negative 1',
      'negative 12',
    ]);
  });

  it.each([
    ['ArrowUp', 1.1],
    ['ArrowRight', 1.1],
    ['ArrowDown', 0.9],
    ['ArrowLeft', 0.9],
    ['PageUp', 2],
    ['PageDown', 0],
    ['Home', -reach],
    ['End', reach],
    ['Tab', undefined],
    ['toString', undefined],
  ])('%s moves a score of 1 to %s', (pressed, to) => {
    expect(moved(1, pressed)).toBe(to);
  });
});
