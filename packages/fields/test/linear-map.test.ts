// A field is a linear map of its noise. Feeding the basis vectors of the noise gives the map's matrix A, and
// A A^T must be the covariance: no statistics involved.
import { describe, expect, it } from 'vitest';
import { squaredExponential } from '../src/index';
import { createSynthesis } from '../src/synthesis/create-synthesis';
import { amplitudes } from '../src/torus/amplitudes';
import { toShape } from '../src/torus/torus';
import { mostDifferent, type Plane, torusCovariance } from './fixtures';

const model = squaredExponential({
  correlationLength: 1.3,
  variance: 2.5,
  anisotropy: { ratio: 0.6, angle: 0.5 },
});

const toruses: Plane[] = [
  { shape: [8, 8], spacing: [1, 1] },
  { shape: [5, 8], spacing: [1, 1.2] },
  { shape: [9, 6], spacing: [0.9, 1] },
];

/** The columns of the matrices that take the noise to the first and to the second field of a pair. */
function matrices({ shape, spacing }: Plane): { first: Float64Array[]; second: Float64Array[] } {
  const { band, weights, lostVariance } = amplitudes(
    model.eigenvalues({ shape, spacing }),
    shape,
    model.variance,
  );
  expect(lostVariance).toBe(0);
  const torus = toShape(shape);
  const { spectrum, rowStride, fields, run } = createSynthesis({
    torus,
    shape: torus,
    band,
    dtype: 'float64',
  });
  const first: Float64Array[] = [];
  const second: Float64Array[] = [];
  for (let r = 0; r < band.rows.count; r++) {
    for (let c = 0; c < band.columns.count; c++) {
      for (const part of ['re', 'im'] as const) {
        spectrum.re.fill(0);
        spectrum.im.fill(0);
        spectrum[part][r * rowStride + c] = weights[r * band.columns.count + c]!;
        run();
        first.push(fields[0].slice() as Float64Array);
        second.push(fields[1].slice() as Float64Array);
      }
    }
  }
  return { first, second };
}

/** Entry [x, y] of A B^T. */
function product(a: Float64Array[], b: Float64Array[], x: number, y: number): number {
  return a.reduce((sum, column, k) => sum + column[x]! * b[k]![y]!, 0);
}

describe.each(toruses)('on a torus of $shape', (torus) => {
  const [height, width] = torus.shape;
  const points = height * width;
  const { first, second } = matrices(torus);
  const covariance = torusCovariance(model, torus);
  const expected = (x: number, y: number) => {
    const dy = Math.floor(y / width) - Math.floor(x / width) + height;
    const dx = (y % width) - (x % width) + width;
    return covariance[(dy % height) * width + (dx % width)]!;
  };
  const pairs = Array.from(
    { length: points * points },
    (_, i) => [Math.floor(i / points), i % points] as const,
  );

  it('both fields of a pair have the covariance of the model', () => {
    const wanted = pairs.map(([x, y]) => expected(x, y));
    expect(
      mostDifferent(
        pairs.map(([x, y]) => product(first, first, x, y)),
        wanted,
      ),
    ).toBeLessThan(1e-12);
    expect(
      mostDifferent(
        pairs.map(([x, y]) => product(second, second, x, y)),
        wanted,
      ),
    ).toBeLessThan(1e-12);
  });

  it('the two fields of a pair are uncorrelated', () => {
    const zeros = pairs.map(() => 0);
    expect(
      mostDifferent(
        pairs.map(([x, y]) => product(first, second, x, y)),
        zeros,
      ),
    ).toBeLessThan(1e-12);
  });
});
