// What whole fields look like, as standardized differences from theory: |z| < 6 with fixed seeds.
import { describe, expect, it } from 'vitest';
import { createPlan } from '../src/fft/plan';
import { createPlanes } from '../src/fft/planes';
import { transform } from '../src/fft/transform';
import { createSampler, squaredExponential } from '../src/index';
import { signedMode } from '../src/torus/torus';
import { torusCovariance } from './fixtures';

const shape = [60, 80] as const;
const [height, width] = shape;
const points = height * width;
const torus = { shape, spacing: [1, 1] } as const;
const model = squaredExponential({
  correlationLength: 3,
  variance: 1.7,
  anisotropy: { ratio: 0.6, angle: 0.4 },
});
const covariance = torusCovariance(model, torus, 2);
const at = (dy: number, dx: number) =>
  covariance[(((dy % height) + height) % height) * width + (((dx % width) + width) % width)]!;

const count = 200;
const sampler = await createSampler({ model, shape, seed: 'statistics', dtype: 'float64' });
const fields = [...sampler.realizations({ count })];
const firsts = fields.filter((_, i) => i % 2 === 0);
const seconds = fields.filter((_, i) => i % 2 === 1);

/** The mean over the torus of a(x) b(x + lag). */
function lagProduct(a: Float64Array, b: Float64Array, dy: number, dx: number): number {
  let sum = 0;
  for (let i = 0; i < height; i++) {
    const row = ((i + dy + height) % height) * width;
    for (let j = 0; j < width; j++) sum += a[i * width + j]! * b[row + ((j + dx + width) % width)]!;
  }
  return sum / points;
}

/** The sum over all points d of the torus of f(dy, dx). */
function sumOver(f: (dy: number, dx: number) => number): number {
  let sum = 0;
  for (let i = 0; i < height; i++) for (let j = 0; j < width; j++) sum += f(i, j);
  return sum;
}

const average = (values: number[]) => values.reduce((a, b) => a + b) / values.length;

const lags = [
  [0, 1],
  [1, 0],
  [0, 3],
  [3, 0],
  [2, 2],
  [2, -2],
  [0, 6],
  [5, -4],
  [30, 40],
] as const;

describe('fields', () => {
  it('have mean 0', () => {
    // The mean of one field has variance sum C / points.
    const error = Math.sqrt(sumOver(at) / points / count);
    const means = fields.map((field) => average([...field]));
    expect(Math.abs(average(means)) / error).toBeLessThan(6);
  });

  it('have the variance of the model', () => {
    expect(sampler.report.effectiveSamples * count).toBeGreaterThan(1000);
    const error = model.variance * Math.sqrt(2 / (sampler.report.effectiveSamples * count));
    const variances = fields.map((field) => lagProduct(field, field, 0, 0));
    expect(Math.abs(average(variances) - model.variance) / error).toBeLessThan(6);
    // And the variance of the variance, 2 C(0)^2 / N_eff: its own relative error over S fields is about
    // sqrt(2 / S).
    const spread = average(variances.map((value) => (value - model.variance) ** 2));
    const expected = (2 * model.variance ** 2) / sampler.report.effectiveSamples;
    expect((Math.abs(spread / expected - 1) * Math.sqrt(count)) / Math.SQRT2).toBeLessThan(6);
  });

  it.each(lags)('have the covariance of the model at distance (%i, %i)', (dy, dx) => {
    // Isserlis: var of the estimate = sum over d of C(d)^2 + C(d + h) C(d - h), over points and fields.
    const spread = sumOver((i, j) => at(i, j) ** 2 + at(i + dy, j + dx) * at(i - dy, j - dx));
    const error = Math.sqrt(spread / points / count);
    const estimate = average(fields.map((field) => lagProduct(field, field, dy, dx)));
    expect(Math.abs(estimate - at(dy, dx)) / error).toBeLessThan(6);
  });

  it.each([[0, 0], ...lags] as const)('2j and 2j + 1 are uncorrelated at distance (%i, %i)', (dy, dx) => {
    // For independent fields, var of the estimate = sum over d of C(d)^2, over points and pairs.
    const error = Math.sqrt(sumOver((i, j) => at(i, j) ** 2) / points / firsts.length);
    const estimate = average(firsts.map((field, p) => lagProduct(field, seconds[p]!, dy, dx)));
    expect(Math.abs(estimate) / error).toBeLessThan(6);
    const next = average(seconds.slice(1).map((field, p) => lagProduct(field, firsts[p]!, dy, dx)));
    expect(Math.abs(next) / error).toBeLessThan(6);
  });
});

describe('modes', () => {
  /** The Fourier transform of a field, over the number of points. */
  function modesOf(field: Float64Array) {
    const rows = createPlanes(points);
    for (let i = 0; i < height; i++) {
      const line = createPlanes(width);
      line.re.set(field.subarray(i * width, (i + 1) * width));
      const { re, im } = transform(createPlan(width), 1, line, createPlanes(width));
      rows.re.set(re, i * width);
      rows.im.set(im, i * width);
    }
    const { re, im } = transform(createPlan(height), width, rows, createPlanes(points));
    return { re: re.map((value) => value / points), im: im.map((value) => value / points) };
  }

  const spectra = fields.slice(0, 60).map(modesOf);
  const eigenvalues = model.eigenvalues(torus);
  const total = eigenvalues.reduce((a, b) => a + b);
  const power = eigenvalues.map((value) => (value / total) * model.variance);
  /** One of each pair of opposite modes, without those that are their own opposites. */
  const modes = Array.from({ length: points }, (_, k) => k).filter((k) => {
    const y = signedMode(Math.floor(k / width), height);
    const x = signedMode(k % width, width);
    return (
      Math.abs(y) < height / 2 &&
      Math.abs(x) < width / 2 &&
      (y > 0 || (y === 0 && x > 0)) &&
      power[k]! > 1e-6 * power[0]!
    );
  });

  it('have the power of the model in each of eight bands', () => {
    modes.sort((a, b) => power[b]! - power[a]!);
    for (let band = 0; band < 8; band++) {
      const members = modes.slice((band * modes.length) / 8, ((band + 1) * modes.length) / 8);
      // |F|^2 / power of a mode is exponential with mean 1 and deviation 1.
      const ratio = average(
        members.flatMap((k) => spectra.map(({ re, im }) => (re[k]! ** 2 + im[k]! ** 2) / power[k]!)),
      );
      expect(Math.abs(ratio - 1) * Math.sqrt(members.length * spectra.length)).toBeLessThan(6);
    }
  });

  it('are independent normal numbers when divided by their deviation', () => {
    const white = modes.flatMap((k) =>
      spectra.flatMap(({ re, im }) => [re, im].map((part) => part[k]! / Math.sqrt(power[k]! / 2))),
    );
    const n = white.length;
    for (const [order, moment, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      expect(Math.abs(average(white.map((x) => x ** order)) - moment) / Math.sqrt(variance / n)).toBeLessThan(
        6,
      );
    }
    // Parts of one mode stand side by side, then those of the next field.
    for (const lag of [1, 2, 3, 4]) {
      const products = white.slice(lag).map((x, i) => x * white[i]!);
      expect(Math.abs(average(products)) * Math.sqrt(n - lag)).toBeLessThan(6);
    }
  });

  it('of fields 2j and 2j + 1 are independent, also when one is reflected', () => {
    // Products of independent modes, over their power, have mean 0 and variance 1 / 2 in either part. The
    // mode of a reflected field is the conjugate.
    const pairs = spectra.flatMap((a, i) => (i % 2 === 0 ? [[a, spectra[i + 1]!] as const] : []));
    for (const sign of [1, -1]) {
      const parts = [0, 1].map((part) =>
        average(
          modes.flatMap((k) =>
            pairs.map(([a, b]) => {
              const [br, bi] = [b.re[k]!, sign * b.im[k]!];
              const product = part === 0 ? a.re[k]! * br - a.im[k]! * bi : a.re[k]! * bi + a.im[k]! * br;
              return product / power[k]!;
            }),
          ),
        ),
      );
      for (const part of parts)
        expect(Math.abs(part) * Math.sqrt(2 * modes.length * pairs.length)).toBeLessThan(6);
    }
  });

  it('of number 0 is real with the whole power', () => {
    const ratios = spectra.map(({ re, im }) => {
      expect(Math.abs(im[0]!)).toBeLessThan(1e-12);
      return re[0]! ** 2 / power[0]!;
    });
    expect(Math.abs(average(ratios) - 1) / Math.sqrt(2 / ratios.length)).toBeLessThan(6);
  });
});
