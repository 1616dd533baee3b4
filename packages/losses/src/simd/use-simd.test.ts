import { afterEach, describe, expect, it, vi } from 'vitest';
import { normals } from '../../test/random';
import { faster } from '../core/faster';
import { LossInputError } from '../errors';
import { distanceCorrelationLoss } from '../losses/distance-correlation';
import { infoNceLoss } from '../losses/info-nce';
import { mmdLoss } from '../losses/mmd';
import { useSimd } from './use-simd';

afterEach(() => {
  for (const name of Object.keys(faster)) delete faster[name as keyof typeof faster];
});

const losses = [
  infoNceLoss(),
  infoNceLoss({ similarity: 'dot', symmetric: true, temperature: 3 }),
  mmdLoss({ bandwidth: 2 }),
  mmdLoss({ bandwidth: 1.7, estimator: 'unbiased' }),
  distanceCorrelationLoss(),
];
/** More vectors than a block holds, few, and one of them three times. */
const sets = [
  [150, 5],
  [129, 1],
  [7, 3],
  [2, 4],
].map(([n, d]) => [normals(n! * d!, 1), normals(n! * d!, 2), d!] as const);
const repeated = normals(40 * 3, 3);
repeated.copyWithin(3, 0, 3);
repeated.copyWithin(117, 0, 3);
sets.push([repeated, normals(40 * 3, 4), 3]);

describe.each(losses)('$name', (loss) => {
  it.each(sets)('by SIMD is what it is in plain code', (x, y, dimension) => {
    const plain = loss.valueAndGrad(x, y, { dimension });
    expect(useSimd()).toBe(true);
    const fast = loss.valueAndGrad(x, y, { dimension });
    expect(Math.abs(fast.value - plain.value)).toBeLessThan(1e-13);
    for (const name of ['gradX', 'gradY'] as const) {
      const bound = 1e-12 * plain[name].reduce((most, slope) => Math.max(most, Math.abs(slope)), 1e-3);
      for (const [at, slope] of plain[name].entries()) {
        expect(Math.abs(fast[name][at]! - slope)).toBeLessThan(bound);
      }
    }
  });

  it.each([2 ** -900, 2 ** 900])('takes vectors times %d', (scale) => {
    const [x, y, dimension] = sets[2]!;
    const scaled = x.map((value) => value * scale);
    const plain = loss.valueAndGrad(scaled, y, { dimension });
    expect(useSimd()).toBe(true);
    const fast = loss.valueAndGrad(scaled, y, { dimension });
    expect(fast.value).toBeCloseTo(plain.value, 12);
    for (const [at, slope] of plain.gradY.entries()) expect(fast.gradY[at]).toBeCloseTo(slope, 12);
  });
});

it('slopes of vectors whose difference overflows are 0', () => {
  useSimd();
  const { value, gradX } = mmdLoss().valueAndGrad([1e308, 0], [-1e308, 0], { dimension: 1 });
  expect([value, ...gradX]).toEqual([0.5, 0, 0]);
});

describe.each([false, true])('mmdLoss at both ends of float64, by SIMD: %s', (isFast) => {
  const mmd = (x: number[], y: number[], bandwidth: number) => {
    if (isFast) useSimd();
    return mmdLoss({ bandwidth }).valueAndGrad(x, y, { dimension: 1 });
  };

  it.each([-1000, -997, -996, -500, 500, 1000, 1021])(
    'all in 2^%d is as in 1, slopes in its inverse',
    (power) => {
      const [x, y] = [
        [0, 1.5, -2],
        [0.5, 3],
      ];
      const want = mmd(x, y, 1);
      const unit = 2 ** power;
      const of = (values: number[]) => values.map((value) => value * unit);
      const { value, gradX, gradY } = mmd(of(x), of(y), unit);
      expect(value).toBeCloseTo(want.value, 14);
      for (const [i, slope] of want.gradX.entries()) expect(gradX[i]! * unit).toBeCloseTo(slope, 14);
      for (const [i, slope] of want.gradY.entries()) expect(gradY[i]! * unit).toBeCloseTo(slope, 14);
    },
  );

  it('a difference that overflows by itself counts in bandwidths', () => {
    const k = (apart: number) => Math.exp((-apart * apart) / 2);
    const [far, half] = [2 / 1.5, 1 / 1.5];
    const { value, gradX } = mmd([1e308, 0], [-1e308, 1], 1.5e308);
    // Within x and within y a pair is half as far apart as the far one; of the four pairs across two are so, and one is not apart.
    expect(value).toBeCloseTo((1 + k(half)) / 2 + (1 + k(half)) / 2 - (k(far) + 2 * k(half) + 1) / 2, 14);
    expect(value).toBeCloseTo(0.29444385474640633, 14);
    const slope = (-half * k(half) + far * k(far) + half * k(half)) / 2;
    expect(gradX[0]! * 1.5e308).toBeCloseTo(slope, 14);
  });

  it.each([1e-10, 1e-160, 1e-300, 1e-307])('vectors far from others weigh by bandwidth %d', (bandwidth) => {
    for (const top of [1e150, 1e300, 1.7e308]) {
      const { value, gradX, gradY } = mmd([top, 0], [-top, bandwidth], bandwidth);
      expect(value).toBeCloseTo(1 - Math.exp(-0.5) / 2, 14);
      expect(gradX[0]).toBeCloseTo(0, 14);
      expect(gradX[1]! * bandwidth).toBeCloseTo(-Math.exp(-0.5) / 2, 14);
      expect(gradY[1]! * bandwidth).toBeCloseTo(Math.exp(-0.5) / 2, 14);
    }
  });

  it.each([1e-320, 5e-324])('equal vectors have slopes of 0 for bandwidth %d', (bandwidth) => {
    for (const top of [1, 1e308]) {
      const { value, gradX } = mmd([top, -top], [top, -top], bandwidth);
      expect([value, ...gradX].map(Math.abs)).toEqual([0, 0, 0]);
    }
  });
});

it('vectors for which there is no memory are refused', () => {
  useSimd();
  const grow = vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
    throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
  });
  try {
    for (const loss of losses) {
      const call = () => loss.valueAndGrad(normals(30_000, 1), normals(30_000, 2), { dimension: 100 });
      expect(call).toThrow(LossInputError);
      expect(call).toThrow(/^useSimd: vectors must fit in memory, got \d+ bytes; take fewer$/);
    }
  } finally {
    grow.mockRestore();
  }
});

it('a far common coordinate, and what is undefined, are the same by SIMD', () => {
  useSimd();
  const x = normals(24, 5);
  const y = normals(12, 6);
  const far = Float64Array.from({ length: 24 }, (_, at) => (at % 2 ? 1e-200 * x[at]! : 1e300));
  const near = x.filter((_, at) => at % 2);
  const correlation = distanceCorrelationLoss();
  const want = correlation.valueAndGrad(near, y, { dimension: 1 }).value;
  expect(correlation.valueAndGrad(far, y, { dimension: 2, yDimension: 1 }).value).toBeCloseTo(want, 12);
  expect(() => correlation.valueAndGrad([1, 1], [1, 2], { dimension: 1 })).toThrow(
    'two different vectors in x',
  );
  const exact = correlation.valueAndGrad([0, 0, 1, 1], [0, 1, 0, 1], { dimension: 1 });
  expect([exact.value, ...exact.gradX, ...exact.gradY]).toEqual(Array(9).fill(0));
});

it('changes nothing where the engine has no WebAssembly', () => {
  vi.stubGlobal('WebAssembly', undefined);
  expect(useSimd()).toBe(false);
  vi.unstubAllGlobals();
  expect(Object.keys(faster)).toEqual([]);
});
