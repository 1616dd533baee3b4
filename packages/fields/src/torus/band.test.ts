import { describe, expect, it } from 'vitest';
import { modeRange, opposite } from './band';
import { signedMode, wrap } from './torus';

describe('modes', () => {
  it('have signed numbers', () => {
    expect([0, 1, 2, 3, 4].map((k) => signedMode(k, 5))).toEqual([0, 1, 2, -2, -1]);
    expect([0, 1, 2, 3].map((k) => signedMode(k, 4))).toEqual([0, 1, -2, -1]);
    expect(signedMode(0, 1)).toBe(0);
  });

  it('are all of an axis when those around 0 would repeat', () => {
    expect(modeRange(0, 1)).toEqual({ first: 0, count: 1 });
    expect(modeRange(2, 8)).toEqual({ first: -2, count: 5 });
    expect(modeRange(4, 8)).toEqual({ first: -4, count: 8 });
    expect(modeRange(2, 5)).toEqual({ first: -2, count: 5 });
    expect(modeRange(3, 5)).toEqual({ first: -2, count: 5 });
  });

  it.each([
    [2, 8],
    [4, 8],
    [2, 5],
    [0, 6],
    [3, 6],
  ])('reaching to %i of %i stand opposite to each other', (reach, n) => {
    const range = modeRange(reach, n);
    for (let i = 0; i < range.count; i++) {
      const mode = range.first + i;
      expect(wrap(range.first + opposite(range, i), n)).toBe(wrap(-mode, n));
    }
  });
});
