// The kernels against the engine's functions, which are themselves within 1 ulp: the bounds allow for both
// errors.
import { describe, expect, it } from 'vitest';
import { key, uniform } from '../index';
import { cosTurns, exp, log, sinTurns } from './index';

/** How many doubles lie between a and b of the same sign. */
function ulps(a: number, b: number): number {
  const bits = new BigInt64Array(new Float64Array([a, b]).buffer);
  const distance = Number(bits[0]! - bits[1]!);
  return Math.abs(distance);
}

const u = uniform(key('math'), 200_000);
const worst = (f: (x: number) => number, reference: (x: number) => number, at: (u: number) => number) =>
  u.reduce((most, x) => Math.max(most, ulps(f(at(x)), reference(at(x)))), 0);

describe('log', () => {
  it('is within 1 ulp of Math.log on (0, 1], near 1 and over the whole range', () => {
    expect(worst(log, Math.log, (x) => 1 - x)).toBeLessThanOrEqual(1);
    expect(worst(log, Math.log, (x) => 1 + (x - 0.5) * 1e-6)).toBeLessThanOrEqual(1);
    expect(worst(log, Math.log, (x) => 2 ** Math.floor(2000 * x - 1000) * (1 + x))).toBeLessThanOrEqual(1);
  });

  it('knows the edges', () => {
    expect([1, 0, -0, -1, Number.NaN, Infinity, -Infinity].map(log)).toEqual([
      0,
      -Infinity,
      -Infinity,
      Number.NaN,
      Number.NaN,
      Infinity,
      Number.NaN,
    ]);
    expect(log(5e-324)).toBe(Math.log(5e-324));
    for (let k = -1074; k < 1024; k++) expect(ulps(log(2 ** k), k * Math.LN2)).toBeLessThanOrEqual(1);
  });
});

describe('exp', () => {
  it('is within 1 ulp of Math.exp', () => {
    expect(worst(exp, Math.exp, (x) => 1400 * x - 700)).toBeLessThanOrEqual(1);
    expect(worst(exp, Math.exp, (x) => -x)).toBeLessThanOrEqual(1);
  });

  it('knows the edges', () => {
    expect([0, -0, -Infinity, -746, Infinity, 710, Number.NaN].map(exp)).toEqual([
      1,
      1,
      0,
      0,
      Infinity,
      Infinity,
      Number.NaN,
    ]);
    expect(exp(-745)).toBe(5e-324);
    expect(ulps(exp(709.78), Math.exp(709.78))).toBeLessThanOrEqual(1);
  });
});

describe('sinTurns and cosTurns', () => {
  it('are within 1 ulp of Math.sin and Math.cos in the first octant', () => {
    // There 2 pi t is rounded alike in both; the reference itself moves by the condition of the angle, 1 ulp
    // more.
    expect(
      worst(
        sinTurns,
        (t) => Math.sin(2 * Math.PI * t),
        (x) => x / 8,
      ),
    ).toBeLessThanOrEqual(2);
    expect(
      worst(
        cosTurns,
        (t) => Math.cos(2 * Math.PI * t),
        (x) => x / 8,
      ),
    ).toBeLessThanOrEqual(2);
  });

  it('are exact at multiples of a quarter, and odd and even', () => {
    const quarters = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 12345.25];
    expect(quarters.map((t) => sinTurns(t) + 0)).toEqual([0, 1, 0, -1, 0, 1, 0, -1, 0, 1]);
    expect(quarters.map((t) => cosTurns(t) + 0)).toEqual([1, 0, -1, 0, 1, 0, -1, 0, 1, 0]);
    for (const t of u.subarray(0, 1000)) {
      expect(sinTurns(-t)).toBe(-sinTurns(t));
      expect(cosTurns(-t)).toBe(cosTurns(t));
      expect(Math.abs(sinTurns(t) ** 2 + cosTurns(t) ** 2 - 1)).toBeLessThan(4e-16);
    }
  });

  it('give NaN for what has no angle', () => {
    expect([Infinity, Number.NaN].flatMap((t) => [sinTurns(t), cosTurns(t)])).toEqual(
      new Array(4).fill(Number.NaN),
    );
  });
});
