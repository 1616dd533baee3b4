import { describe, expect, it } from 'vitest';
import { chiSquareZ, histogram, mean } from '../test/z';
import { foldIn, key, normal, threefry4x32, uniform } from './index';
import { STREAM_NORMAL } from './streams';
import { drawNormal, fold } from './unchecked';

const n = 400_000;
const x = normal(key('normal'), n);

describe('normal', () => {
  it('has the same numbers without checks', () => {
    const one = foldIn(key(7), 'one');
    expect(fold('test', key(7), 'one')).toEqual(one);
    const numbers = (draw: typeof drawNormal) => [
      draw(one, new Float32Array(1001)),
      draw(one, new Float64Array(7), [2 ** 32 - 2, 3, 4, 5]),
    ];
    expect(numbers(drawNormal)).toEqual(numbers(normal));
  });

  it('has the first six moments', () => {
    // Moments 1, 3, 5, ... are 0, moments 2, 4, 6, ... are 1, 3, 15, ...; x^m has variance E x^(2m) - (E x^m)^2.
    const moment = (m: number) =>
      m % 2 ? 0 : Array.from({ length: m / 2 }, (_, i) => 2 * i + 1).reduce((a, b) => a * b, 1);
    for (let m = 1; m <= 6; m++) {
      const error = Math.sqrt((moment(2 * m) - moment(m) ** 2) / n);
      expect(Math.abs(mean(n, (i) => x[i]! ** m) - moment(m)) / error).toBeLessThan(6);
    }
  });

  it('fills the sixteenths of the distribution evenly', () => {
    // Quantiles of the standard normal distribution at 9/16, ..., 15/16.
    const quantiles = [
      0.1573106846, 0.318639364, 0.4887764111, 0.6744897502, 0.887146559, 1.1503493804, 1.5341205444,
    ];
    const edges = [...quantiles.map((q) => -q).reverse(), 0, ...quantiles];
    const bins = Array.from(x, (value) => edges.filter((edge) => edge < value).length);
    expect(Math.abs(chiSquareZ(histogram(16, bins)))).toBeLessThan(6);
  });

  it('draws pairs and neighbors independently', () => {
    // A product of two independent standard normals has variance 1; of their squares minus 1, variance 4.
    for (const lag of [1, 2, 3]) {
      expect(Math.abs(mean(n - lag, (i) => x[i]! * x[i + lag]!)) * Math.sqrt(n - lag)).toBeLessThan(6);
      const squares = mean(n - lag, (i) => (x[i]! ** 2 - 1) * (x[i + lag]! ** 2 - 1));
      expect((Math.abs(squares) * Math.sqrt(n - lag)) / 2).toBeLessThan(6);
    }
    // Four quadrants of a pair.
    const quadrants = Array.from(
      { length: n / 2 },
      (_, i) => (x[2 * i]! > 0 ? 2 : 0) + (x[2 * i + 1]! > 0 ? 1 : 0),
    );
    expect(Math.abs(chiSquareZ(histogram(4, quadrants)))).toBeLessThan(6);
  });

  it('is independent of the uniform numbers of the same key', () => {
    const u = uniform(key('normal'), n);
    expect(Math.abs(mean(n, (i) => x[i]! * (u[i]! - 1 / 2))) * Math.sqrt(12 * n)).toBeLessThan(6);
  });

  it('agrees with the formula of Box and Muller in the engine’s own functions', () => {
    // 53 bits: the upper 27 of the first word, the upper 26 of the second.
    const fraction = (high: number, low: number) => ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
    for (let pair = 0; pair < 1000; pair++) {
      const [a, b, c, d] = threefry4x32(key('normal'), [pair, 0, 0, STREAM_NORMAL]);
      const radius = Math.sqrt(-2 * Math.log(fraction(a!, b!) + 2 ** -53));
      const angle = 2 * Math.PI * fraction(c!, d!);
      expect(x[2 * pair]).toBeCloseTo(radius * Math.cos(angle), 13);
      expect(x[2 * pair + 1]).toBeCloseTo(radius * Math.sin(angle), 13);
    }
  });

  it('rounds to single precision', () => {
    expect(normal(key('normal'), new Float32Array(100))).toEqual(Float32Array.from(x.subarray(0, 100)));
  });

  it('starts at a given counter and adds to its first word', () => {
    const row = normal(key(1), 8, [2 ** 32 - 2, 5, 6, 7]);
    for (const [pair, word] of [2 ** 32 - 2, 2 ** 32 - 1, 0, 1].entries()) {
      expect(normal(key(1), 2, [word, 5, 6, 7])).toEqual(row.slice(2 * pair, 2 * pair + 2));
    }
    expect(() => normal(key(1), 2, [-1, 0, 0, 0])).toThrow(
      'normal: counter must be four integers in [0, 2^32), got Array',
    );
  });
});
