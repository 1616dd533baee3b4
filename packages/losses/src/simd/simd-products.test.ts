import { describe, expect, it, vi } from 'vitest';
import { normals } from '../../test/random';
import { type Matrix, matrix, transposed } from './matrix';
import { simdProducts } from './simd-products';

const simd = simdProducts()!;

/** rows x inner x columns: full tiles, parts of tiles, and single numbers. */
const shapes = [
  [1, 1, 1],
  [4, 8, 4],
  [5, 3, 7],
  [2, 1, 3],
  [9, 17, 6],
  [3, 600, 2],
  [130, 5, 129],
] as const;

describe.each(['multiply', 'squares', 'pull'] as const)('%s', (name) => {
  it.each(shapes)('%d x %d x %d: the bits of the sums in order', (rows, inner, columns) => {
    for (const turns of [0, 1, 2, 3]) {
      const laid = (r: number, c: number, seed: number, isTurned: boolean) => {
        const numbers = normals(r * c, seed);
        return isTurned ? transposed(matrix(numbers, r)) : matrix(numbers, c);
      };
      const a = laid(rows, inner, 1, turns % 2 > 0);
      const b = laid(inner, columns, 2, turns > 1);
      const from = matrix(normals(rows * columns, 3), columns);
      const start = normals(rows * columns, 4);
      const out = matrix(start.slice(), columns);
      simd[name](out, a, b, 0.75, from);
      const at = ({ v, down, across }: Matrix, i: number, c: number) => v[i * down + c * across]!;
      const term = {
        multiply: (x: number, y: number) => x * y,
        squares: (x: number, y: number) => ((x - y) * 0.75) ** 2,
        pull: (x: number, y: number, z: number) => x * ((y - z) * 0.75),
      }[name];
      const sums = start.map((sum, o) => {
        const [i, c] = [Math.floor(o / columns), o % columns];
        let all = sum;
        for (let k = 0; k < inner; k++) all += term(at(a, i, k), at(b, k, c), at(from, i, c));
        return all;
      });
      expect(out.v.findIndex((sum, o) => !Object.is(sum, sums[o]))).toBe(-1);
    }
  });
});

it('is undefined where the engine refuses', () => {
  for (const refusal of [
    undefined,
    {
      Memory: WebAssembly.Memory,
      Module: vi.fn(() => {
        throw new Error('policy');
      }),
    },
  ]) {
    vi.stubGlobal('WebAssembly', refusal);
    expect(simdProducts()).toBeUndefined();
    vi.unstubAllGlobals();
  }
});
