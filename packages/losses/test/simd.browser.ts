// The losses of two sets of vectors by SIMD in a browser, whose main thread refuses to compile large modules at once.
import { distanceCorrelationLoss, infoNceLoss, mmdLoss } from '@backdropjs/losses';
import { useSimd } from '@backdropjs/losses/simd';
import { expect, it } from 'vitest';
import { normals } from './random';

it('useSimd takes its place, and losses of vectors stay those of plain numbers', () => {
  const [x, y] = [normals(37 * 19, 1), normals(37 * 19, 2)];
  const losses = [infoNceLoss(), mmdLoss({ bandwidth: 3 }), distanceCorrelationLoss()];
  const run = () => losses.map((loss) => loss.valueAndGrad(x, y, { dimension: 19 }));
  const plain = run();
  expect(useSimd()).toBe(true);
  for (const [at, { value, gradX, gradY }] of run().entries()) {
    const want = plain[at]!;
    expect(Math.abs(value - want.value)).toBeLessThan(1e-13 * Math.abs(want.value));
    for (const [own, slopes] of [
      [gradX, want.gradX],
      [gradY, want.gradY],
    ] as const) {
      const largest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
      expect(own.every((slope, i) => Math.abs(slope - slopes[i]!) < 1e-12 * largest)).toBe(true);
    }
  }
  // Other sums: it is not the plain code once more.
  expect(run().some(({ gradX }, at) => gradX.some((slope, i) => slope !== plain[at]!.gradX[i]))).toBe(true);
});
