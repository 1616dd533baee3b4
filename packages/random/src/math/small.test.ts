// log1p and expm1 against mpmath (test/reference/math.py), also where 1 + x and exp(x) - 1 lose everything.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exp, expm1, log, log1p } from './index';

const reference: { log1p: [number, number][]; expm1: [number, number][] } = JSON.parse(
  readFileSync(new URL('../../test/reference/math.json', import.meta.url), 'utf8'),
);

/** How many doubles lie between a and b. */
function ulps(a: number, b: number): number {
  const bits = new BigInt64Array(Float64Array.of(a, b).buffer);
  return Number(bits[0]! - bits[1]!) * (Object.is(Math.sign(a), Math.sign(b)) ? 1 : Infinity);
}

describe.each([
  ['log1p', log1p, (x: number) => log(1 + x)],
  ['expm1', expm1, (x: number) => exp(x) - 1],
] as const)('%s', (name, f, naive) => {
  const worst = (g: (x: number) => number) =>
    Math.max(...reference[name].map(([x, value]) => Math.abs(ulps(g(x), value))));

  it('is within 2 ulp of the true value for numbers of every size', () => {
    expect(reference[name].length).toBeGreaterThan(200);
    expect(worst(f)).toBeLessThanOrEqual(2);
    // Without care nothing is right.
    expect(worst(naive)).toBeGreaterThan(1e15);
  });
});

it('log1p and expm1 know the edges', () => {
  expect([0, -0, -1, -1.5, Infinity, -Infinity, Number.NaN].map(log1p)).toEqual([
    0,
    -0,
    -Infinity,
    Number.NaN,
    Infinity,
    Number.NaN,
    Number.NaN,
  ]);
  expect([0, -0, -800, 710, Infinity, -Infinity, Number.NaN].map(expm1)).toEqual([
    0,
    -0,
    -1,
    Infinity,
    Infinity,
    -1,
    Number.NaN,
  ]);
  for (const x of [5e-324, -5e-324, 1e-310]) expect([log1p(x), expm1(x)]).toEqual([x, x]);
});
