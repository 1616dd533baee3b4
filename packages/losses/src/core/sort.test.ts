import { describe, expect, it } from 'vitest';
import { hardScores, normals } from '../../test/random';
import { gather, sort } from './sort';

function expectSorted(values: Float64Array, positions?: Uint32Array) {
  const expected = Array.from(positions ?? values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
  const [order, keys] = positions ? sort(gather(values, positions), positions.slice()) : sort(values);
  expect([...order]).toEqual(expected);
  expect([...keys]).toEqual(expected.map((i) => values[i]! + 0));
}

describe('sort', () => {
  it.each(Object.entries(hardScores))('is stable and upwards for scores %s', (_, make) => {
    for (const count of [0, 1, 2, 3, 100, 5000]) expectSorted(make(count, count));
  });

  it('orders every magnitude and sign, and takes -0 as 0', () => {
    const { MAX_VALUE, MIN_VALUE } = Number;
    expectSorted(Float64Array.of(0, -0, MAX_VALUE, -MAX_VALUE, MIN_VALUE, -MIN_VALUE, 1, -1, -0, 0, 1e-310));
  });

  it('sorts the low bits where the high ones agree', () => {
    expectSorted(normals(5000, 1).map((z) => 1 + 1e-12 * z));
    expectSorted(normals(5000, 2).map((z) => -1 + 1e-12 * z));
  });

  it('sorts a part', () => expectSorted(normals(100, 3), Uint32Array.of(2, 3, 50, 51, 99)));
});

it('gather permutes', () => {
  expect([...gather(Float64Array.of(5, 6, 7), Uint32Array.of(2, 0))]).toEqual([7, 5]);
});
