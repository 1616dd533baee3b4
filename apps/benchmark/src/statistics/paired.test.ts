import { describe, expect, it } from 'vitest';
import { comparePaired, pairedDifferences } from './paired';
import { summarize } from './summary';
import { wilcoxonSignedRank } from './wilcoxon';

const values = (entries: Record<number, number>) =>
  new Map(Object.entries(entries).map(([seed, value]) => [Number(seed), value]));

describe('comparePaired', () => {
  it('uses only the seeds both arms have', () => {
    const arm = values({ 1: 3, 2: 5, 4: 9 });
    const base = values({ 2: 4, 3: 0, 4: 7 });
    expect(pairedDifferences(arm, base)).toEqual([
      { seed: 2, difference: 1 },
      { seed: 4, difference: 2 },
    ]);
    expect(comparePaired(arm, base)).toMatchObject({ n: 2, difference: 1.5 });
    expect(comparePaired(arm, values({ 7: 1 }))).toBeUndefined();
  });

  it('gives no p-value where none is defined', () => {
    expect(comparePaired(values({ 1: 2 }), values({ 1: 1 }))).toMatchObject({
      standardError: null,
      tTestP: null,
    });
    const same = values({ 1: 1, 2: 1, 3: 1 });
    expect(comparePaired(same, same)).toMatchObject({ difference: 0, tTestP: null, wilcoxonP: null });
    const shifted = values({ 1: 2, 2: 2, 3: 2 });
    expect(comparePaired(shifted, same)).toMatchObject({ difference: 1, standardError: 0, tTestP: 0 });
  });
});

describe('wilcoxonSignedRank', () => {
  it('takes differences that rounding alone keeps apart as tied', () => {
    const differences = [0.7 - 0.65, 0.8 - 0.75, 0.3, -0.9];
    expect(differences[0]).not.toBe(differences[1]);
    expect(wilcoxonSignedRank(differences)).toEqual(wilcoxonSignedRank([0.05, 0.05, 0.3, -0.9]));
    expect(wilcoxonSignedRank(differences).method).toBe('normal');
  });
});

describe('summarize', () => {
  it('divides the sample deviation by sqrt n', () => {
    expect(summarize([1, 2, 3, 4])).toEqual({ n: 4, mean: 2.5, standardError: Math.sqrt(5 / 3 / 4) });
    expect(summarize([7])).toEqual({ n: 1, mean: 7, standardError: null });
    expect(() => summarize([])).toThrow(/must not be empty/);
  });
});
