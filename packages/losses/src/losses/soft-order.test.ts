import { describe, expect, it } from 'vitest';
import { normals } from '../../test/random';
import { softRank } from './soft-rank';
import { softSort } from './soft-sort';

describe.each([
  ['softRank', softRank],
  ['softSort', softSort],
] as const)('%s', (_, operator) => {
  it.each(['ASCENDING', 'DESCENDING'] as const)('%s has the Jacobian of its values', (direction) => {
    const x = normals(8, 3);
    const cotangent = normals(8, 4);
    const options = { direction, regularizationStrength: 0.7 };
    const { vjp } = operator(x, options);
    const at = (k: number, shift: number) => {
      const moved = x.slice();
      moved[k]! += shift;
      return operator(moved, options).values.reduce((sum, value, i) => sum + value * cotangent[i]!, 0);
    };
    const gradient = vjp(cotangent);
    for (const k of x.keys()) expect(gradient[k]).toBeCloseTo((at(k, 1e-5) - at(k, -1e-5)) / 2e-5, 8);
  });

  it('keeps sums, whatever the strength', () => {
    const x = normals(50, 5);
    for (const regularizationStrength of [0.01, 1, 100]) {
      const { values } = operator(x, { regularizationStrength });
      const want = operator === softRank ? (50 * 51) / 2 : x.reduce((sum, value) => sum + value, 0);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(want, 8);
    }
  });

  it('says what is wrong with its input', () => {
    expect(() => operator([])).toThrow('at least one value');
    expect(() => operator([1, NaN])).toThrow('must be finite');
    expect(() => operator([1, 2], { direction: 'UP' as 'ASCENDING' })).toThrow('must be one of');
    expect(() => operator([1, 2]).vjp([1])).toThrow('must have 2 entries');
  });
});
