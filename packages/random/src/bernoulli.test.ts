import { describe, expect, it } from 'vitest';
import { mean } from '../test/z';
import { COUNT53, integer53 } from './bits';
import { bernoulli, key, threefry4x32 } from './index';
import { STREAM_BERNOULLI } from './streams';
import { drawBernoulli } from './unchecked';

const n = 200_000;

describe('bernoulli', () => {
  it.each([0.001, 0.2, 0.5, 0.95])('draws ones with probability %d', (p) => {
    const x = bernoulli(key('bernoulli'), p, n);
    expect(Math.abs(mean(n, (i) => x[i]!) - p) / Math.sqrt((p * (1 - p)) / n)).toBeLessThan(6);
    const covariance = mean(n - 1, (i) => (x[i]! - p) * (x[i + 1]! - p));
    expect((Math.abs(covariance) * Math.sqrt(n - 1)) / (p * (1 - p))).toBeLessThan(6);
  });

  it('is exact for 0 and 1', () => {
    expect(bernoulli(key(1), 0, 1000).every((x) => x === 0)).toBe(true);
    expect(bernoulli(key(1), 1, 1000).every((x) => x === 1)).toBe(true);
  });

  it('is 1 exactly where the 53 bits are below p 2^53', () => {
    const words = threefry4x32(key(1), [0, 0, 0, STREAM_BERNOULLI]);
    const bits = integer53(words[0]!, words[1]!);
    for (const [more, drawn] of [
      [-1, 0],
      [0, 0],
      [1, 1],
    ] as const)
      expect([...bernoulli(key(1), (bits + more) / COUNT53, 1)]).toEqual([drawn]);
  });

  it('has the same numbers without checks', () => {
    const numbers = (draw: typeof drawBernoulli) => draw(key(7), 0.3, new Float32Array(1001));
    expect(numbers(drawBernoulli)).toEqual(numbers(bernoulli));
  });

  it('has the ones of a smaller probability among those of a larger', () => {
    const few = bernoulli(key(1), 0.3, 1000);
    const many = bernoulli(key(1), 0.6, 1000);
    expect(few.every((x, i) => x <= many[i]!)).toBe(true);
  });

  it.each([-0.1, 1.2, Number.NaN, null as never, 1n as never])('rejects the probability %d', (p) => {
    expect(() => bernoulli(key(1), p, 3)).toThrow(`bernoulli: p must be in [0, 1], got ${p}`);
  });
});
