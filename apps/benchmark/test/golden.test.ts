import { describe, expect, it } from 'vitest';
import { bcaInterval, bootstrapInterval } from '../src/statistics/bootstrap';
import { equivalenceP } from '../src/statistics/equivalence';
import { normalQuantile, normalTwoSided } from '../src/statistics/normal';
import { comparePaired } from '../src/statistics/paired';
import { studentTTwoSided } from '../src/statistics/student-t';
import { summarize } from '../src/statistics/summary';
import { wilcoxonSignedRank } from '../src/statistics/wilcoxon';
import equivalence from './golden/equivalence.json';
import golden from './golden/statistics.json';

/** Relative agreement, so that a p-value of 1e-9 is held as firmly as one of 0.5. */
function expectRelative(actual: number | null, expected: number, tolerance = 1e-11) {
  expect(actual).not.toBeNull();
  expect(Math.abs(actual! - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('Student t probabilities of SciPy', () => {
  it.each(golden.studentT)('t = $t with $degreesOfFreedom degrees of freedom', ({ t, degreesOfFreedom, p }) =>
    expectRelative(studentTTwoSided(t, degreesOfFreedom), p),
  );
});

describe('normal probabilities of SciPy', () => {
  it.each(golden.normal)('z = $z', ({ z, p }) => expectRelative(normalTwoSided(z), p));
});

describe('normal quantiles of SciPy', () => {
  it.each(golden.normalQuantile)('p = $p', ({ p, z }) => expectRelative(normalQuantile(p), z, 1e-10));
});

describe('BCa bootstrap intervals of SciPy', () => {
  it.each(golden.bootstrap)('$name, from the same resamples', ({ differences, means, interval }) => {
    bcaInterval(differences, means)!.forEach((bound, index) => {
      expectRelative(bound, interval[index]!, 1e-9);
    });
  });

  // A bound estimated from 4999 resamples is off by sqrt(0.025 * 0.975 / 4999) / phi(1.96) = 0.04 standard errors, one
  // deviation.
  it.each(golden.bootstrap)(
    '$name, from our own resamples, close to many of SciPy',
    ({ differences, limit }) => {
      const { standardError } = summarize(differences);
      bootstrapInterval(differences)!.forEach((bound, index) => {
        expect(Math.abs(bound - limit[index]!)).toBeLessThan(standardError! / 5);
      });
    },
  );
});

describe('two one-sided t-tests of SciPy', () => {
  it.each(equivalence.cases)('$name, within $margin', ({ name, margin, p }) => {
    const { differences } = golden.paired.find((sample) => sample.name === name)!;
    const { n, mean, standardError } = summarize(differences);
    expectRelative(equivalenceP({ n, difference: mean, standardError }, margin), p, 1e-10);
  });

  it('have no p-value where nothing scatters', () => {
    expect(equivalenceP({ n: 3, difference: 0, standardError: 0 }, 1)).toBeNull();
    expect(equivalenceP({ n: 1, difference: 0, standardError: null }, 1)).toBeNull();
  });
});

describe('paired tests of SciPy', () => {
  it.each(golden.paired)('$name', ({ differences, mean, standardError, tTestP, wilcoxon }) => {
    const zero = new Map(differences.map((_, index) => [100 + index, 0]));
    const arm = new Map(differences.map((difference, index) => [100 + index, difference]));
    const result = comparePaired(arm, zero)!;
    expect(result.n).toBe(differences.length);
    expectRelative(result.difference, mean);
    expectRelative(result.standardError, standardError);
    expectRelative(result.tTestP, tTestP);
    expectRelative(result.wilcoxonP, wilcoxon.p);
    expect(result.wilcoxonMethod).toBe(wilcoxon.method);
    expect(wilcoxonSignedRank(differences).statistic).toBe(wilcoxon.statistic);
  });
});
