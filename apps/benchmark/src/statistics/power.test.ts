import { expect, it } from 'vitest';
import { detectableDifference } from './power';

// t.ppf(.975, n - 1) + t.ppf(.8, n - 1) of SciPy 1.17.1, and the chance that a difference of as many standard errors is
// found, by the noncentral t distribution: 1 - nct.cdf(c, n - 1, m) + nct.cdf(-c, n - 1, m) with c = t.ppf(.975, n - 1).
it.each([
  [2, 14.082586656645868, 0.731],
  [3, 5.363312901529284, 0.766],
  [6, 3.4901256158771417, 0.795],
  [10, 3.1455610224837396, 0.799],
  [50, 2.8585936356673165, 0.8],
  [70, 2.8418070004208236, 0.8],
])('with %i pairs, %f standard errors are found with a chance of %f', (n, multiple) => {
  expect(detectableDifference({ n, standardError: 1 })! / multiple).toBeCloseTo(1, 12);
  expect(detectableDifference({ n, standardError: 0.02 })! / (0.02 * multiple)).toBeCloseTo(1, 12);
});

it('is nothing where nothing scatters', () => {
  expect(detectableDifference({ n: 3, standardError: 0 })).toBeNull();
  expect(detectableDifference({ n: 1, standardError: null })).toBeNull();
});
