import { describe, expect, it } from 'vitest';
import { bySimd } from '../../test/by-simd';
import { normals } from '../../test/random';
import { distanceCorrelationLoss } from './distance-correlation';
import { infoNceLoss } from './info-nce';
import { mmdLoss } from './mmd';

const subjects = [
  ['infoNceLoss cosine', infoNceLoss({ temperature: 0.5 }), 5],
  ['infoNceLoss dot symmetric', infoNceLoss({ temperature: 2, similarity: 'dot', symmetric: true }), 5],
  ['mmdLoss biased', mmdLoss({ bandwidth: 1.3 }), 4],
  ['mmdLoss unbiased', mmdLoss({ bandwidth: 1.3, estimator: 'unbiased' }), 4],
  ['distanceCorrelationLoss', distanceCorrelationLoss(), 5],
] as const;

describe.each(subjects)('%s', (_, loss, yCount) => {
  const x = normals(15, 1);
  const y = normals(3 * yCount, 2);

  it.each(['plain', 'SIMD'])('has the gradients of its value, %s', (how) => {
    const valueAndGrad = (a: Float64Array, b: Float64Array) => {
      const run = () => loss.valueAndGrad(a, b, { dimension: 3 });
      return how === 'SIMD' ? bySimd(run) : run();
    };
    const { gradX, gradY } = valueAndGrad(x, y);
    const step = 1e-5;
    const at = (which: 'x' | 'y', k: number, shift: number) => {
      const moved = { x: x.slice(), y: y.slice() };
      moved[which][k]! += shift;
      return valueAndGrad(moved.x, moved.y).value;
    };
    for (const k of x.keys())
      expect(gradX[k]).toBeCloseTo((at('x', k, step) - at('x', k, -step)) / 2 / step, 8);
    for (const k of y.keys())
      expect(gradY[k]).toBeCloseTo((at('y', k, step) - at('y', k, -step)) / 2 / step, 8);
  });

  it('says what is wrong with its input', () => {
    const call = (a: ArrayLike<number>, b: ArrayLike<number>, inputs: object) => {
      try {
        loss.valueAndGrad(a, b, inputs as { dimension: number });
      } catch (error) {
        return (error as { code: string }).code;
      }
      return 'none';
    };
    expect(call([], [], { dimension: 3 })).toBe('EMPTY');
    expect(call(x.subarray(1), y, { dimension: 3 })).toBe('LENGTH_MISMATCH');
    expect(call(x, y, { dimension: 0 })).toBe('OUT_OF_RANGE');
    expect(call(x, y, { dimension: 3, weights: [1] })).toBe('OUT_OF_RANGE');
    expect(call([NaN, ...x.subarray(1)], y, { dimension: 3 })).toBe('NON_FINITE');
    // What a conversion would turn into numbers.
    for (const value of [null, '1', true, 1n, []] as never[]) {
      expect(call([value, ...x.subarray(1)], y, { dimension: 3 })).toBe('NON_FINITE');
      expect(call(x, [value, ...y.subarray(1)], { dimension: 3 })).toBe('NON_FINITE');
    }
    expect(() => loss.valueAndGrad({} as never, y, { dimension: 3 })).toThrow(
      'the length of x must be a number',
    );
    expect(() => loss.valueAndGrad(x, y, { dimension: '3' as never })).toThrow('got "3"');
  });
});

it('distanceCorrelationLoss is 0 with gradients 0 where the distances are uncorrelated', () => {
  for (const side of [2, 3, 5]) {
    const [x, y] = [0, 1].map((axis) =>
      Array.from({ length: side * side }, (_, i) => (axis ? i % side : Math.floor(i / side))),
    ) as [number[], number[]];
    const { value, gradX, gradY } = distanceCorrelationLoss().valueAndGrad(x, y, { dimension: 1 });
    // The root of what sums of this size round to.
    expect(value).toBeLessThan(1e-7);
    for (const slope of [...gradX, ...gradY]) expect(Math.abs(slope)).toBeLessThan(1e-7);
  }
  const exact = distanceCorrelationLoss().valueAndGrad([0, 0, 1, 1], [0, 1, 0, 1], { dimension: 1 });
  expect(exact.value).toBe(0);
  expect([...exact.gradX, ...exact.gradY]).toEqual(Array(8).fill(0));
});
