import { key, normal } from '@backdropjs/random';
import { describe, expect, it } from 'vitest';
import { lognormal, quantileMap, threshold } from '../index';
import { normalDistribution } from './quantile-map';

const n = 100_000;
const z = normal(key('transforms'), n);

describe('lognormal', () => {
  it.each([{ mu: Number.NaN }, { mu: '1' }, { sigma: -1 }, { sigma: Number.NaN }])(
    'rejects %j',
    (options) => {
      expect(() => lognormal(z, options as object)).toThrow(/^lognormal: (mu|sigma) must be a number in /);
    },
  );

  it('has the logarithm it is made from, and mean exp(mu + sigma^2 / 2)', () => {
    const y = lognormal(z, { mu: 0.3, sigma: 0.5 });
    y.forEach((value, i) => {
      if (i < 100) expect(Math.log(value)).toBeCloseTo(0.3 + 0.5 * z[i]!, 12);
    });
    const mean = Math.exp(0.3 + 0.125);
    const error = mean * Math.sqrt((Math.exp(0.25) - 1) / n);
    expect(Math.abs(y.reduce((a, b) => a + b) / n - mean) / error).toBeLessThan(6);
    expect(lognormal(new Float32Array(2))).toEqual(Float32Array.of(1, 1));
  });
});

describe('threshold', () => {
  it('counts the levels below each number', () => {
    expect(threshold(Float32Array.of(-2, -1, 0, 0.5, 3), [-1, 0, 1])).toEqual(Uint8Array.of(0, 0, 1, 2, 3));
    expect(threshold(Float64Array.of(-0.1, 0, 0.1), 0)).toEqual(Uint8Array.of(0, 0, 1));
    const share = threshold(z, 1).reduce((a, b) => a + b, 0) / n;
    expect(Math.abs(share - 0.15865525393145707) / Math.sqrt((0.1587 * 0.8413) / n)).toBeLessThan(6);
  });

  it.each([
    [[1, 1]],
    [[]],
    [Number.NaN],
    [[0, Number.NaN]],
    [undefined],
    [[2, 1]],
    ['12'],
    [{ length: 1 }],
    [new DataView(new ArrayBuffer(1))],
  ])('rejects the levels %j', (levels) => {
    expect(() => threshold(z, levels as number[])).toThrow(
      'threshold: levels must be 1 to 255 ascending numbers, got ',
    );
  });
});

describe('normalDistribution', () => {
  // Values of scipy.special.ndtr.
  it.each([
    [-38, 2.8854e-316],
    [-10, 7.61985302416052e-24],
    [-5, 2.8665157187919333e-7],
    [-2.5, 0.006209665325776132],
    [-2.4999, 0.0062114187],
    [-1, 0.15865525393145705],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [3, 0.9986501019683699],
    [9, 1],
  ])('of %d is %d', (x, expected) => {
    const digits = x === -38 ? 1e-4 : x === -2.4999 ? 1e-6 : 1e-14;
    expect(Math.abs(normalDistribution(x) - expected)).toBeLessThanOrEqual(digits * expected);
  });

  it('joins its two ways', () => {
    expect(normalDistribution(-2.5 + 1e-12) / normalDistribution(-2.5)).toBeCloseTo(1, 11);
  });
});

describe('quantileMap', () => {
  it('makes any distribution', () => {
    const uniform = quantileMap(z, (p) => p);
    expect(Math.abs(uniform.reduce((a, b) => a + b) / n - 0.5) / Math.sqrt(1 / 12 / n)).toBeLessThan(6);
    expect(Math.min(...uniform.subarray(0, 1000))).toBeGreaterThan(0);
  });

  it('takes the distribution of given numbers', () => {
    const mapped = quantileMap(Float64Array.of(-9, 0, 9), [10, 0, 4]);
    expect(mapped[0]).toBeCloseTo(0, 12);
    expect(mapped[1]).toBe(4);
    expect(mapped[2]).toBe(10);
    expect(quantileMap(Float64Array.of(0), [7])).toEqual(Float64Array.of(7));
    expect(() => quantileMap(z, [])).toThrow('quantileMap: target must be a function or at least one number');
  });
});

it.each([
  ['lognormal', (field: never) => lognormal(field)],
  ['quantileMap', (field: never) => quantileMap(field, (p) => p)],
])('%s refuses fields whose type would cut off the fractions of the result', (name, transform) => {
  for (const field of [new Uint32Array(4), new Int8Array(4), new Uint8ClampedArray(4)]) {
    expect(() => transform(field as never)).toThrow(
      new TypeError(
        `${name}: field must hold fractions, got ${field.constructor.name} of length 4; make it a Float64Array`,
      ),
    );
  }
  expect(transform(Float32Array.of(0) as never)).toHaveLength(1);
});
